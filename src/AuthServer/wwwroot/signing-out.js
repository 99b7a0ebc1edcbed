// Goes on when every app's page has loaded, and after two seconds whatever they do.
let gone = false;
const next = () => {
  if (gone) return;
  gone = true;
  location.replace(document.getElementById('continue').href);
};
addEventListener('load', next);
setTimeout(next, 2000);
