// What hands get from a page: the words of each block as they are copied, and the line ends that a search cannot cross.
//
// Called with the blocks of the model, [{prefix, first, joins: [{number, words}]}]; ids are prefix and number. Gives for each block null where its first line
// has no anchor in this page, else {copied, lost}: the copied text, and the numbers of the lines from which a search for
// the words around their end does not lead there.
(blocks) => {
  const TEXT = "p, li, pre, h1, h2, h3, h4, h5, h6, dd, dt, td, th, blockquote, div";
  const INNER = `${TEXT}, ul, ol, dl, table, section`;
  const selection = getSelection();

  // The block's own text: up to the first block inside it, such as a list in an item.
  const copied = (anchor) => {
    const block = anchor.closest(TEXT) ?? anchor;
    const range = document.createRange();
    range.selectNodeContents(block);
    const inner = [...block.querySelectorAll(INNER)].find(
      (each) => anchor.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    if (inner) range.setEndBefore(inner);
    selection.removeAllRanges();
    selection.addRange(range);
    return selection.toString();
  };

  // The search begins at the line, is exact in case, and does not start over; what it finds must reach the next line.
  const leads = (prefix, { number, words }) => {
    const [from, to] = [number, number + 1].map((each) => document.getElementById(`${prefix}${each}`));
    if (!from || !to) return true; // a missing line is another check's finding
    selection.collapse(from, 0);
    while (window.find(words, true, false, false, false, false, false)) {
      const found = selection.getRangeAt(0);
      if (found.intersectsNode(to)) return true;
      if (found.comparePoint(to, 0) < 0) return false; // it is behind the line end already
    }
    return false;
  };

  const answers = blocks.map(({ prefix, first, joins }) => {
    const anchor = document.getElementById(`${prefix}${first}`);
    if (!anchor) return null;
    return { copied: copied(anchor), lost: joins.filter((join) => !leads(prefix, join)).map((join) => join.number) };
  });
  selection.removeAllRanges();
  return answers;
}
