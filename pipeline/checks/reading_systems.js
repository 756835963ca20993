// What a reading system made of the book, asked in its page: `seen` the text of a document with what its style sheets add,
// `lies` whether an element lies in what is shown.
(() => {
  const strings = (value, element) =>
    [...value.split(' / ')[0].matchAll(/"((?:[^"\\]|\\.)*)"|attr\(([\w-]+)\)/g)]
      .map(([, text, name]) => (name ? element.getAttribute(name) ?? '' : text.replace(/\\(.)/g, '$1')))
      .join('');
  const added = (element, part) => {
    const style = element.ownerDocument.defaultView.getComputedStyle(element, part);
    return style.display === 'none' ? '' : strings(style.content, element);
  };
  const sign = (element, style) => {
    const kind = style.listStyleType;
    if (style.display !== 'list-item' || kind === 'none') return '';
    if (kind.startsWith('"')) return strings(kind, element);
    const list = element.parentElement;
    if (list.localName !== 'ol') return '';
    const before = [...list.children].indexOf(element);
    return `${(list.start || 1) + before}. `;
  };
  const seen = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.nodeValue;
    if (node.nodeType !== Node.ELEMENT_NODE) return '';
    const style = node.ownerDocument.defaultView.getComputedStyle(node);
    if (style.display === 'none' || style.visibility === 'hidden') return '';
    const inner = [...node.childNodes].map(seen).join('');
    return sign(node, style) + added(node, '::before') + inner + added(node, '::after');
  };
  const lies = (element) => {
    if (!element) return false;
    const frame = element.ownerDocument.defaultView.frameElement.getBoundingClientRect();
    const [place] = element.getClientRects();
    if (!place) return false;
    const left = frame.left + place.left, top = frame.top + place.top;
    return left > -1 && left < innerWidth && top > -1 && top < innerHeight;
  };
  const entries = (list) => list.flatMap((each) => [[each.label.trim(), each.href], ...entries(each.subitems ?? [])]);
  // A page is laid out some time after it was gone to; on a busy machine that is long.
  const comesToLie = async (find) => {
    for (const end = Date.now() + 10000; !lies(find()) && Date.now() < end; ) await new Promise((done) => setTimeout(done, 50));
    return lies(find());
  };
  const book = async () => (await fetch('buch.epub')).blob();

  // Each gives the texts by document, the contents, and whether the place was reached.
  const foliate = async (place) => {
    await import(`${location.origin}/foliate-js/view.js`);
    const view = document.createElement('foliate-view');
    Object.assign(view.style, { position: 'fixed', inset: 0 });
    document.body.append(view);
    await view.open(new File([await book()], 'buch.epub'));
    const texts = {};
    for (const [index, section] of view.book.sections.entries()) {
      await view.renderer.goTo({ index });
      texts[section.id] = seen(view.renderer.getContents()[0].doc.body);
    }
    await view.goTo(place);
    const target = () => view.renderer.getContents()[0].doc.getElementById(place.split('#')[1]);
    return { texts, contents: entries(view.book.toc), reached: await comesToLie(target) };
  };

  const epubjs = async (place) => {
    const area = document.createElement('div');
    Object.assign(area.style, { position: 'fixed', inset: 0 });
    document.body.append(area);
    const opened = ePub(await (await book()).arrayBuffer());
    const rendition = opened.renderTo(area, { width: innerWidth, height: innerHeight });
    const { toc } = await opened.loaded.navigation;
    const texts = {};
    for (const { href, canonical } of opened.spine.spineItems) {
      await rendition.display(href);
      texts[canonical.slice(1)] = seen(rendition.getContents()[0].document.body);
    }
    await rendition.display(place);
    const target = () => rendition.getContents()[0].document.getElementById(place.split('#')[1]);
    return { texts, contents: entries(toc), reached: await comesToLie(target) };
  };

  return { foliate, epubjs };
})()
