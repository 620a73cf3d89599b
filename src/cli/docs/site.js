// Finds pages by their words. `pages` comes from pages.js: [address, title, text] of each.
const box = document.querySelector('#search');
const list = document.querySelector('#found');
box.addEventListener('input', () => {
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  const score = ([, title, text]) => {
    let sum = 0;
    for (const word of words) {
      const inTitle = title.toLowerCase().includes(word);
      if (!inTitle && !text.includes(word)) return 0;
      sum += inTitle ? 10 : 1;
    }
    return sum;
  };
  const found = words.length === 0 ? [] : pages.map((page) => [score(page), page]).filter(([n]) => n > 0);
  found.sort((a, b) => b[0] - a[0]);
  list.replaceChildren(...found.slice(0, 12).map(([, [address, title]]) => {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = address;
    link.textContent = title;
    item.append(link);
    return item;
  }));
});
