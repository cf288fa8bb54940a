// Facebook puts "#_=_" behind every address it sends somebody back to. It means nothing, and must not stay.
if (location.hash === '#_=_') {
  history.replaceState(history.state, '', location.pathname + location.search);
}
