"""Word and LibreOffice documents as packages: bytes → parts that may be read, or a refusal.

guard          bytes → the members of an archive that nothing speaks against
package_parts  a part's XML as events, counted; what a Word document is made of (OPC)
trees          a part's XML as a small tree, its names by well-known prefixes
open_document  what a LibreOffice document must be and must not hold (ODF)
"""
