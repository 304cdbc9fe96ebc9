// The teacher's page: how to join, the question that the class votes on, and who has solved what.

import { bars, element, listen, marked, pause, post, section, tellConnected, verdict } from "./common.js";

const part = (id) => document.getElementById(id);
const PLACES = { join: "Join", question: "Question", class: "Class" };
const STEPS = {
  close: ["Close the vote", "c"],
  discuss: ["Discuss", "d"],
  again: ["Vote again", "a"],
  reveal: ["Show the votes", "r"],
  explain: ["Explain", "e"],
  reopen: ["Open the vote again", "o"],
  end: ["End the question", "x"],
};
const SIGNS = { solved: ["✓", "solved"], stuck: ["!", "stuck"], tried: ["…", "at work"] };

let view = null;
let place = PLACES[location.hash.slice(1)] ? location.hash.slice(1) : "join";
let lesson = null; // of the grid; null: the one that was checked last
let chapter = null; // of the predictions to choose from
let isBusy = false;
let isEnding = false;

// -- what the teacher does

async function act(wish) {
  if (isBusy) return;
  isBusy = true;
  try {
    const { status, answer } = await post("api/teacher/act", wish);
    if (status !== 200 && status !== 409) alertTeacher(answer.error);
  } finally {
    isBusy = false;
  }
}

function alertTeacher(said) {
  section(part("status"), said, () => [element("span", { class: "lost", role: "alert" }, `⚠ ${said}`)]);
}

function step(name) {
  const asked = view.question;
  if (!asked || !asked.steps.includes(name)) return;
  isEnding = false;
  act({ do: "step", step: name, from: [asked.number, asked.stage, asked.round] });
}

function go(to) {
  place = to;
  history.replaceState(null, "", `#${to}`);
  show();
  window.scrollTo(0, 0);
}

document.addEventListener("keydown", (event) => {
  if (!view || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  const on = event.target.closest?.("button, a, input, summary");
  const number = Number(event.key);
  if (number >= 1 && number <= 3) go(Object.keys(PLACES)[number - 1]);
  else if (event.key === "n") act({ do: "anonymous", on: !view.anonymous });
  else if (place === "question" && view.question) {
    const next = event.key === "ArrowRight" || event.key === "PageDown" || (event.key === " " && !on);
    if (next) step(view.question.steps[0]);
    else if (event.key === "ArrowLeft" || event.key === "PageUp") step("reopen");
    else {
      const named = Object.keys(STEPS).find((name) => STEPS[name][1] === event.key);
      if (!named || (named === "end" && view.question.steps[0] !== "end")) return;
      step(named);
    }
  } else return;
  event.preventDefault();
});

// -- what the page shows

function show() {
  if (!view) return;
  section(part("places"), [place], () =>
    Object.entries(PLACES).map(([name, words], index) =>
      element(
        "button",
        { "data-key": name, "aria-current": name === place ? "page" : null, onclick: () => go(name) },
        words,
        element("kbd", {}, `${index + 1}`),
      ),
    ),
  );
  section(part("names"), [view.anonymous], () => [
    element(
      "button",
      { "data-key": "names", onclick: () => act({ do: "anonymous", on: !view.anonymous }) },
      view.anonymous ? "Show the names" : "Hide the names",
      element("kbd", {}, "N"),
    ),
  ]);
  section(part("asking"), [view.asking, view.anonymous], () => view.asking.map(askingToComeBack));
  for (const name of Object.keys(PLACES)) part(name).hidden = name !== place;
  if (place === "join") section(part("join"), [view.code, view.addresses, view.learners.map((one) => [one.name, one.here])], showJoin);
  else if (place === "question") showQuestion();
  else showClass();
}

function askingToComeBack({ learner, name }) {
  const answer = (words, wish, kind) =>
    element("button", { class: kind, "data-key": wish + learner, onclick: () => act({ do: wish, learner }) }, words);
  return view.anonymous
    ? element("p", { class: "notice" }, "Somebody asks to be let in again. Show the names to see who.")
    : element(
        "p",
        { class: "notice" },
        element("span", {}, "Somebody asks to be let in again as ", element("b", {}, name), ". "),
        answer(`Let ${name} in again`, "let in", "main"),
        answer("No", "keep out", ""),
      );
}

// -- joining

function address() {
  const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);
  const base = location.pathname.replace(/\/[^/]*$/, "");
  return isHere && view.addresses.length ? view.addresses[0] : location.host + base;
}

function showJoin() {
  const secure = location.protocol === "https:" ? "https://" : "";
  const lines = `from leakproof.notebook import join\njoin("${secure}${address()}/${view.code}", "your nickname")`;
  const here = view.learners.filter((learner) => learner.here).length;
  const copied = element("span", { role: "status", class: "quiet" });
  const copy = async () => {
    copied.textContent = (await isCopied(lines)) ? " Copied." : " Mark it, and press Ctrl+C.";
  };
  return [
    element("h1", {}, "Join the class"),
    element(
      "div",
      { class: "ways" },
      element(
        "div",
        { class: "way" },
        element("h2", {}, "In a notebook"),
        element("pre", { class: "line" }, lines),
        element("button", { "data-key": "copy", onclick: copy }, "Copy"),
        copied,
      ),
      element(
        "div",
        { class: "way" },
        element("h2", {}, "On a phone, only to vote"),
        element("p", { class: "address" }, `${secure}${address()}`),
        element("p", {}, "Code"),
        element("p", { class: "code", "aria-label": view.code.split("").join(" ") }, view.code),
      ),
    ),
    element(
      "h2",
      {},
      `${view.learners.length} joined`,
      here < view.learners.length ? element("span", { class: "quiet" }, ` · ${here} connected now`) : null,
    ),
    view.learners.length
      ? element(
          "ul",
          { class: "learners" },
          ...view.learners.map((learner) =>
            element("li", { class: learner.here ? "" : "away" }, learner.name, learner.here ? null : element("span", {}, " (away)")),
          ),
        )
      : element("p", { class: "quiet" }, "Whoever joins appears here."),
  ];
}

async function isCopied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = element("textarea", {}, text);
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}

// -- the question

function showQuestion() {
  const asked = view.question;
  if (!asked) {
    section(part("count"), null, () => []);
    section(part("steps"), null, () => []);
    section(part("asked"), [view.predictions, chapter], choosing);
    return;
  }
  const { votes, steps, ...rest } = asked;
  section(part("asked"), rest, shownQuestion);
  const all = view.learners.filter((learner) => learner.here).length;
  const of = Math.max(all, votes);
  const counting = ["open", "closed"].includes(asked.stage);
  section(part("count"), [counting, votes, of, asked.stage], () =>
    counting
      ? [
          element("span", { class: "votes" }, element("b", {}, `${votes}`), ` of ${of} have voted`),
          element("span", { class: "track" }, element("span", { class: "fill", width: of ? (100 * votes) / of : 0 })),
        ]
      : [],
  );
  section(part("steps"), [asked.number, asked.stage, asked.round, steps, isEnding], () => steps.map((name, index) => stepButton(name, index)));
}

function stepButton(name, index) {
  const [words, key] = STEPS[name];
  const isRisky = name === "end" && index > 0;
  const isComparison = name === "reveal" && view.question.round > 1;
  return element(
    "button",
    {
      class: index === 0 ? "main" : name === "end" ? "quiet" : "",
      "data-key": index === 0 ? "next" : name,
      onclick: () => {
        if (isRisky && !isEnding) {
          isEnding = true;
          show();
        } else step(name);
      },
    },
    isRisky && isEnding ? "Really end it? The votes stay hidden." : isComparison ? "Compare before and after" : words,
    index === 0 ? element("kbd", {}, "Space") : isRisky ? null : element("kbd", {}, key.toUpperCase()),
  );
}

const CHAPTERS = ["Vote", "Discuss", "Vote again", "Compare", "Explain"];

function chapterOf(asked) {
  const again = asked.round > 1;
  return { open: again ? 2 : 0, closed: again ? 2 : 0, discuss: 1, revealed: 3, explained: 4 }[asked.stage];
}

function shownQuestion(asked) {
  const now = chapterOf(asked);
  const way = CHAPTERS.map((words, index) =>
    element("li", { "aria-current": index === now ? "step" : null, class: index < now ? "past" : "" }, words),
  );
  const choices = asked.choices.map((choice) =>
    element(
      "li",
      { class: `choice${choice.right ? " truth" : ""}` },
      element("span", { class: "letter" }, choice.letter),
      element("span", { class: "words" }, marked(choice.text)),
      verdict(choice),
      asked.counts ? bars(asked.counts, choice.letter) : null,
      choice.why ? element("p", { class: "why" }, marked(choice.why)) : null,
    ),
  );
  const closed = asked.stage === "closed" ? "The vote is closed." : null;
  return [
    element("ol", { class: "way-through" }, ...way),
    asked.stage === "discuss"
      ? element("p", { class: "big" }, "Tell your neighbour what you chose, and why. Then everybody votes again.")
      : null,
    closed ? element("p", { class: "big" }, closed) : null,
    element("h1", {}, marked(asked.text)),
    element("ul", { class: "choices" }, ...choices),
  ].filter(Boolean);
}

function choosing() {
  const lessons = view.lessons.filter((each) => of(each).length);
  const current = lessons.find((each) => each.number === (chapter ?? suggested()));
  return [
    element("h1", {}, "Ask the class"),
    lessonButtons(lessons, current, (number) => {
      chapter = number;
      show();
    }),
    element(
      "ul",
      { class: "predictions" },
      ...of(current).map((each) =>
        element(
          "li",
          {},
          element("span", {}, marked(each.question), each.asked ? element("b", { class: "quiet" }, " ✓ asked") : null),
          element("button", { class: each.asked ? "" : "main", "data-key": each.id, onclick: () => act({ do: "ask", prediction: each.id }) }, "Ask this"),
        ),
      ),
    ),
  ];
}

const of = (lesson) => view.predictions.filter((each) => each.id.split(".")[0] === String(lesson.number));

/** The lesson of the first question that was not asked after the last one that was. */
function suggested() {
  const last = view.predictions.findLastIndex((each) => each.asked);
  const next = view.predictions[last + 1] ?? view.predictions[last];
  return Number(next.id.split(".")[0]);
}

function lessonButtons(lessons, current, choose) {
  return element(
    "div",
    { class: "lessons" },
    ...lessons.map((each) =>
      element(
        "button",
        {
          "data-key": `lesson ${each.number}`, title: each.title,
          "aria-current": each === current ? "true" : null, onclick: () => choose(each.number),
        },
        each === current ? `${each.number} ${each.title}` : `${each.number}`,
      ),
    ),
  );
}

// -- who has solved what

function showClass() {
  const lessons = view.lessons.filter((each) => each.exercises.length);
  const last = lessons.find((each) => each.exercises.some((exercise) => exercise.id === view.last));
  const current = lessons.find((each) => each.number === lesson) ?? last ?? lessons[0];
  section(part("lessons"), [current.number], () => [
    element("h2", {}, "Who has solved what"),
    element("p", { class: "quiet" }, "✓ solved · ! stuck · … at work; in a row the number of tries"),
    lessonButtons(lessons, current, (number) => {
      lesson = number;
      show();
    }),
  ]);
  section(part("troubles"), [view.troubles], showTroubles);
  section(part("grid"), [view.learners, current.number], () => showGrid(current));
}

function showTroubles() {
  const many = view.troubles.filter((trouble) => trouble.stuck > 1).slice(0, 3);
  if (!many.length) return [element("h2", {}, "Where many are stuck"), element("p", { class: "quiet" }, "Nowhere now.")];
  return [
    element("h2", {}, "Where many are stuck"),
    element(
      "ul",
      { class: "troubles" },
      ...many.map((trouble) =>
        element(
          "li",
          {},
          element("p", { class: "big" }, element("b", { class: "stuck" }, `! ${trouble.stuck} stuck`), ` in ${trouble.exercise} ${titleOf(trouble.exercise)}`),
          trouble.headline
            ? element("p", {}, `${trouble.share} of ${trouble.stuck} are told: `, element("b", {}, `✗ ${trouble.headline}`))
            : element("p", {}, "Each for a reason of their own, or their code does not run yet."),
          trouble.hint ? element("p", { class: "say" }, element("b", {}, "Say: "), marked(trouble.hint)) : null,
        ),
      ),
    ),
  ];
}

function titleOf(id) {
  return view.lessons.flatMap((each) => each.exercises).find((each) => each.id === id)?.title ?? "";
}

function showGrid(current) {
  const states = (exercise) => view.learners.map((learner) => learner.cells[exercise.id]?.[0]);
  const heads = current.exercises.map((exercise) => {
    const found = states(exercise);
    const count = (state) => found.filter((each) => each === state).length;
    const parts = Object.entries(SIGNS).map(([state, [sign, words]]) =>
      element("span", { class: `${state}${count(state) ? "" : " none"}`, title: words }, `${sign} ${count(state)}`),
    );
    return element(
      "th",
      { scope: "col" },
      element("span", { class: "exercise" }, `${exercise.id} ${exercise.title}`),
      element("span", { class: "counts" }, ...parts),
    );
  });
  const rows = view.learners.map((learner) =>
    element(
      "tr",
      {},
      element("th", { scope: "row", class: learner.here ? "" : "away" }, learner.name, learner.here ? null : " (away)"),
      ...current.exercises.map((exercise) => {
        const [state, tries] = learner.cells[exercise.id] ?? [null, 0];
        if (!state) return element("td", { "aria-label": "not tried" });
        const [sign, words] = SIGNS[state];
        const times = `${tries} ${tries === 1 ? "try" : "tries"}`;
        const said = `${words}, ${times}`;
        return element("td", { class: state, title: said, "aria-label": said }, element("b", {}, sign), ` ${tries}`);
      }),
    ),
  );
  return view.learners.length
    ? element(
        "table",
        { class: "grid" },
        element("thead", {}, element("tr", {}, element("th", { scope: "col" }, `${view.learners.length} learners`), ...heads)),
        element("tbody", {}, ...rows),
      )
    : element("p", { class: "quiet" }, "Nobody has joined yet.");
}

listen("api/teacher/stream", {
  onView: (fresh) => {
    const isNew = fresh.question && fresh.question.number !== view?.question?.number;
    if (isNew && view) place = "question";
    view = fresh;
    show();
  },
  onConnected: tellConnected,
  isWanted: async () => {
    for (;;) {
      try {
        if ((await fetch("teach")).status === 403) location.reload();
        return true;
      } catch {
        await pause(2);
      }
    }
  },
});
