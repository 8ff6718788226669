import { el } from './dom.js';

/** Shows a picture as large as the window allows, with its words under it. @param {string} url @param {string} alt */
export function enlarge(url, alt) {
  const close = el('button', { type: 'button', class: 'button secondary' }, 'Close');
  const dialog = el(
    'dialog',
    { class: 'lightbox', 'aria-label': 'Picture' },
    el('img', { src: url, alt }),
    el(
      'div',
      { class: 'lightbox-foot' },
      el('p', {}, alt),
      el('a', { href: url, target: '_blank', rel: 'noopener', class: 'button secondary' }, 'Open alone'),
      close,
    ),
  );
  close.onclick = () => dialog.close();
  dialog.onclick = ({ target }) => {
    if (target === dialog) dialog.close();
  };
  dialog.onclose = () => dialog.remove();
  document.body.append(dialog);
  dialog.showModal();
  close.focus();
}
