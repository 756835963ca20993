// The pieces that a program would speak of the page that is open. The sources of the programs are put in where they are named.
({
  thorium: () => {
    const module = (write) => {
      const exports = {};
      write(exports);
      return exports;
    };
    const global = window;
    const styles = module((exports) => {
/* source 0 of thorium */
    });
    const require = (name) => (name.endsWith('styles') ? styles : {});
    const { generateTtsQueue } = module((exports) => {
/* source 1 of thorium */
    });
    window.READIUM2 = { ttsSkippabilityEnabled: false };
    return generateTtsQueue(document.body, false).map((each) => each.combinedText);
  },
  foliate: () => {
/* source 0 of foliate */
/* source 1 of foliate */
    const spoken = [];
    const tts = new TTS(document, textWalker, () => {}, 'word');
    for (let said = tts.start(); said; said = tts.next()) {
      const words = (node) => [...node.childNodes].map((each) =>
        each.nodeType === Node.TEXT_NODE ? each.nodeValue : each.localName === 'break' ? ' ' : words(each)).join('');
      spoken.push(words(new DOMParser().parseFromString(said, 'application/xml')));
    }
    return spoken;
  },
})
