// Goes on when every app's page has loaded, and after two seconds whatever they do.
const next = () => location.replace(document.getElementById('continue').href);
addEventListener('load', next);
setTimeout(next, 2000);
