// Speaks the livereload protocol: reloads the page, or swaps its style sheets, when the server names what changed.
(function () {
  'use strict';
  var script = document.currentScript || document.querySelector('script[src*="/livereload.js"]');
  if (!script || !window.WebSocket || window.hydeLiveReload) return;
  window.hydeLiveReload = true;
  var address = new URL(script.src);
  var query = address.searchParams;
  var shortest = Number(query.get('mindelay')) || 500;
  var longest = Math.max(Number(query.get('maxdelay')) || 10000, shortest);
  var delay = shortest;
  var lost = false;

  function swapStyles(path) {
    var name = path.split('/').pop();
    var links = Array.prototype.filter.call(document.querySelectorAll('link[rel~="stylesheet"][href]'), function (link) {
      return new URL(link.href).pathname.split('/').pop() === name;
    });
    // A sheet that no link names may be imported by another one: only a reload is sure.
    if (!links.length) return location.reload();
    links.forEach(function (link) {
      var next = link.cloneNode();
      var href = new URL(link.href);
      href.searchParams.set('livereload', Date.now());
      next.href = href.href;
      // The old sheet goes when the new one is there, so that nothing flashes.
      next.onload = next.onerror = function () { link.remove(); };
      link.after(next);
    });
  }

  function hear(message) {
    if (message.command !== 'reload') return;
    if (message.liveCSS && /\.css$/.test(message.path)) swapStyles(message.path);
    else location.reload();
  }

  function connect() {
    var scheme = address.protocol === 'https:' ? 'wss:' : 'ws:';
    var socket = new WebSocket(scheme + '//' + address.host + '/livereload');
    socket.onopen = function () {
      // After a pause only a reload is sure to show the present state.
      if (lost) return location.reload();
      socket.send(JSON.stringify({
        command: 'hello',
        protocols: ['http://livereload.com/protocols/official-7'],
        build: Number(query.get('build'))
      }));
    };
    socket.onmessage = function (event) { hear(JSON.parse(event.data)); };
    socket.onclose = function () {
      lost = true;
      setTimeout(connect, delay);
      delay = Math.min(delay * 2, longest);
    };
  }
  window.addEventListener('beforeunload', function () { connect = function () {}; });
  connect();
})();
