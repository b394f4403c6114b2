// The markup of a page, and the box of every element that has a name:
// [tag, name, left, top, width, height, rendered, visible].
({most, boxes, words, address, naming, milliseconds}) => {
  // A form's fields and a page's frames may bear the names of properties: ask the prototypes.
  const getter = (kind, name) => Object.getOwnPropertyDescriptor(kind.prototype, name).get;
  const root = getter(Document, 'documentElement').call(document);
  const answer = {markup: '', boxes: [], width: innerWidth, height: innerHeight, page: 0};
  if (!root) return answer;
  answer.markup = getter(Element, 'outerHTML').call(root).slice(0, most);
  try {
    const began = performance.now();
    const parent = getter(Node, 'parentElement'), first = getter(Node, 'firstChild');
    const attribute = Element.prototype.getAttribute, tag = getter(Element, 'localName');
    const seen = Element.prototype.checkVisibility;
    const rectangle = Element.prototype.getBoundingClientRect;
    const pixels = value => Math.round(Math.max(-1e7, Math.min(1e7, value || 0)));
    // Blanks as Python's \s has them.
    const bare = text => text.replace(/[\s\x1c-\x1f\x85]+/g, '');
    const named = element => {
      let text = '';
      for (let node = first.call(element); node; node = node.nextSibling)
        if (node.nodeType === 3 && (text += node.data).length > 4000) break;
      const own = text.length > 4000 ? '' : bare(text);
      if (own && own.length <= words) return own;
      for (const name of naming) {
        const value = bare((attribute.call(element, name) || '').slice(0, address));
        if (value) return value;
      }
      const id = attribute.call(element, 'id');
      return id ? '#' + bare(id.slice(0, address)) : '';
    };
    const known = new Map();
    const style = element => {
      let found = known.get(element);
      if (!found) {
        const css = getComputedStyle(element);
        const cuts = [css.overflowX, css.overflowY].some(o => o === 'hidden' || o === 'clip');
        found = {position: css.position, contents: css.display === 'contents',
          holds: css.position !== 'static' || css.transform !== 'none',
          frame: cuts ? rectangle.call(element) : null};
        known.set(element, found);
      }
      return found;
    };
    // What a frame with hidden overflow cuts off is in a carousel or folded away: it stands there.
    const place = element => {
      const box = rectangle.call(element);
      let {left, top, width, height} = box, position = style(element).position;
      for (let above = parent.call(element); above; above = parent.call(above)) {
        if (position === 'fixed' || above === root || parent.call(above) === root) break;
        const own = style(above);
        if (position === 'absolute' && !own.holds) continue;
        if (own.frame) {
          const frame = own.frame;
          const x = Math.max(left, frame.left), y = Math.max(top, frame.top);
          const right = Math.min(left + width, frame.right);
          const bottom = Math.min(top + height, frame.bottom);
          if (right > x && bottom > y) [left, top, width, height] = [x, y, right - x, bottom - y];
          else [left, top, width, height] = [frame.left, frame.top,
            Math.min(width, frame.width), Math.min(height, frame.height)];
        }
        position = own.position;
      }
      return [left + scrollX, top + scrollY, width, height].map(pixels);
    };
    answer.page = pixels(root.scrollHeight);
    const walker = Document.prototype.createTreeWalker.call(document, root, 1);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (answer.boxes.length >= boxes || performance.now() - began > milliseconds) break;
      const text = node instanceof HTMLFormElement ? '' : named(node);
      if (!text) continue;
      const shown = style(node).contents && parent.call(node) || node;
      answer.boxes.push([tag.call(node), text, ...place(node), seen.call(shown),
        seen.call(shown, {opacityProperty: true, visibilityProperty: true})]);
    }
  } catch (error) { answer.boxes = []; }
  return answer;
}
