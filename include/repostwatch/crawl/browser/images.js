// Load the images of a page, which were kept from it while it was read.
async ({milliseconds}) => {
  const images = Document.prototype.querySelectorAll.call(document, 'img');
  const loaded = image => new Promise(done => {
    if (!image.hasAttribute('src') || (image.complete && image.naturalWidth)) return done();
    image.addEventListener('load', done);
    image.addEventListener('error', done);
    image.loading = 'eager';
    image.setAttribute('src', image.getAttribute('src'));
  });
  await Promise.race([
    Promise.all([...images].map(loaded)),
    new Promise(done => setTimeout(done, milliseconds)),
  ]);
}
