"use strict";
(() => {
  const slides = [...document.querySelectorAll(".slide")];
  const notes = [...document.querySelectorAll("template.notes")];
  const page = document.documentElement;
  const message = document.getElementById("message");
  const help = document.getElementById("help");
  const LEAST_WITH_LEAD = 0.8, LEAST = 0.55;  // below the first the text above the code gives way, below the second it scrolls
  let at = 0, step = 0, desk = null, started = 0;

  const steps = slide => Math.max(0, ...[...slide.querySelectorAll("[data-step]")].map(part => +part.dataset.step));
  const words = slide => slide.querySelector("h1, h2").textContent;
  const label = slide => slide.querySelector(".label")?.textContent ?? "";
  const overview = () => page.classList.contains("overview");

  function shrink(slide, name, least) {
    const body = slide.querySelector(".body"), fit = slide.querySelector(".fit");
    for (let scale = 1; ; scale -= 0.05) {
      fit.style.setProperty("--now", scale.toFixed(2));
      const fits = body.scrollHeight <= body.clientHeight && body.scrollWidth <= body.clientWidth;
      if (fits || scale - 0.05 < least) {
        fit.style.setProperty(name, scale.toFixed(2));
        return fits;
      }
    }
  }

  function fit(slide) {
    const gives = slide.querySelector(".lead") && step > 0;
    slide.classList.remove("full");
    if (!shrink(slide, "--now", gives ? LEAST_WITH_LEAD : LEAST) && gives) {
      slide.classList.add("full");
      shrink(slide, "--now", LEAST);
    }
    const body = slide.querySelector(".body");
    body.toggleAttribute("tabindex", body.scrollHeight > body.clientHeight);
    if (body.hasAttribute("tabindex")) body.tabIndex = 0;
  }

  function measure() {  // how much each slide has to shrink to be printed whole
    for (const slide of slides) {
      slide.classList.add("now");
      shrink(slide, "--whole", 0.3);
      slide.classList.remove("now");
    }
  }

  function stage() {
    const scale = Math.min(innerWidth / 1280, innerHeight / 720);
    page.style.setProperty("--scale", scale);
    page.style.setProperty("--left", `${(innerWidth - 1280 * scale) / 2}px`);
    page.style.setProperty("--top", `${(innerHeight - 720 * scale) / 2}px`);
  }

  function show(slide, reached, speak = true) {
    const moved = slide !== at;
    slides[at].classList.remove("now");
    [at, step] = [slide, reached];
    const now = slides[at];
    now.classList.add("now");
    for (const part of now.querySelectorAll("[data-step]")) {
      part.classList.toggle("reached", +part.dataset.step <= step);
    }
    if (overview()) now.scrollIntoView({block: "nearest"});
    else fit(now);
    if (moved) now.querySelector(".body").scrollTop = 0;
    now.focus({preventScroll: true});
    document.getElementById("done").value = at + 1;
    document.getElementById("place").textContent = `${at + 1} / ${slides.length}`;
    if (speak) say(moved ? `Slide ${at + 1} of ${slides.length}: ${words(now)}. ${label(now)}` :
      step ? "The output is shown." : "The output is hidden.");
    location.replace(`#${at + 1}${step ? `.${step}` : ""}`);
    started ||= at ? Date.now() : 0;
    write();
  }

  function say(text, loud = false) {
    message.textContent = text;
    message.classList.toggle("loud", loud);
  }

  function next() {
    if (!overview() && step < steps(slides[at])) show(at, step + 1);
    else if (at + 1 < slides.length) show(at + 1, 0);
    else say("This is the last slide.", true);
  }

  function back() {
    if (!overview() && step > 0) show(at, step - 1);
    else if (at > 0) show(at - 1, overview() ? 0 : steps(slides[at - 1]));
  }

  function openNotes() {
    desk = window.open("", "leakproof-notes", "width=760,height=680");
    if (!desk) {
      say("The browser blocked the window of the notes: allow this page to open windows, and press n again.", true);
      return;
    }
    const itsPage = desk.document;
    itsPage.title = `Notes: ${document.title}`;
    itsPage.documentElement.lang = "en";
    itsPage.head.replaceChildren(Object.assign(itsPage.createElement("style"), {textContent:
      ":root { color-scheme: light dark; font: 19px/1.5 system-ui, sans-serif; } body { margin: 1.2em; max-width: 44em; }" +
      "h1 { font-size: 1.3em; margin: 0; } h2 { font-size: 1em; margin: 1em 0 0; } #clock { font-size: 1.6em; }" +
      ".keys { opacity: .75; font-size: .8em; }"}));
    itsPage.body.replaceChildren(itsPage.importNode(document.getElementById("desk").content, true));
    itsPage.onkeydown = onKey;
    write();
    desk.focus();
  }

  function write() {
    if (!desk || desk.closed) return;
    const put = (id, text) => { desk.document.getElementById(id).textContent = text; };
    const note = notes[slides[at].dataset.section], following = slides[at + 1];
    put("now", `${at + 1} / ${slides.length}: ${words(slides[at])}`);
    put("minutes", note.dataset.minutes && `planned for this section: ${note.dataset.minutes} minutes`);
    put("next", step < steps(slides[at]) ? "What this code shows" :
      following ? `${words(following)} ${label(following) && `(${label(following)})`}` : "The end");
    const place = desk.document.getElementById("notes");
    place.replaceChildren(desk.document.importNode(note.content, true));
    if (!place.textContent.trim()) place.textContent = "No notes for this section.";
  }

  function tick() {
    if (!desk || desk.closed || !started) return;
    const seconds = Math.floor((Date.now() - started) / 1000);
    desk.document.getElementById("clock").textContent =
      `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }

  function theme(dark) {
    document.body.dataset.jpThemeLight = dark ? "false" : "true";
  }

  function toggleOverview() {
    page.classList.toggle("overview");
    show(at, step, false);
    say(overview() ? "Overview: arrows choose, Enter opens." : words(slides[at]));
  }

  const does = {
    ArrowRight: next, ArrowDown: next, PageDown: next, " ": next,
    ArrowLeft: back, ArrowUp: back, PageUp: back, Backspace: back,
    Home: () => show(0, 0), End: () => show(slides.length - 1, 0),
    n: openNotes, o: toggleOverview, "?": () => help.showModal(),
    d: () => theme(document.body.dataset.jpThemeLight !== "false"),
    f: () => (document.fullscreenElement ? document.exitFullscreen() : page.requestFullscreen()),
    Escape: () => overview() && toggleOverview(),
    Enter: () => overview() && toggleOverview(),
  };

  function onKey(event) {
    const on = event.target.closest ? event.target : document.body;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.ctrlKey || event.metaKey || event.altKey || help.open || !does[key]) return;
    if ([" ", "Enter"].includes(key) && on.closest("button, summary, a")) return;
    const body = slides[at].querySelector(".body");
    if (["ArrowDown", "ArrowUp"].includes(key) && body.scrollHeight > body.clientHeight && !overview()) {
      body.scrollBy(0, key === "ArrowDown" ? 60 : -60);
    } else if (key === " " && event.shiftKey) back();
    else does[key]();
    event.preventDefault();
  }

  function follow() {
    const [slide, reached] = location.hash.slice(1).split(".").map(Number);
    const wanted = slide >= 1 && slide <= slides.length ? slide - 1 : 0;
    if (wanted !== at || (reached || 0) !== step) show(wanted, Math.min(reached || 0, steps(slides[wanted])));
  }

  page.classList.add("playing");
  theme(matchMedia("(prefers-color-scheme: dark)").matches);
  stage();
  measure();
  show(0, 0, false);
  follow();
  addEventListener("resize", stage);
  addEventListener("hashchange", follow);
  let dark = false;
  addEventListener("beforeprint", () => { dark = document.body.dataset.jpThemeLight === "false"; theme(false); });
  addEventListener("afterprint", () => theme(dark));
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", event => {
    const button = event.target.closest("button[data-key]"), slide = event.target.closest(".slide");
    if (button) does[button.dataset.key]();
    else if (slide && overview()) { show(slides.indexOf(slide), 0); toggleOverview(); }
  });
  setInterval(tick, 1000);
})();
