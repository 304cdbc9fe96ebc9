// The learner's page: joining with a code and a nickname, and voting.

import { bars, element, listen, marked, pause, post, section, tellConnected, verdict } from "./common.js";

const main = document.getElementById("main");
const message = document.getElementById("message");

const STAGES = {
  open: "Vote now",
  closed: "The vote is closed",
  discuss: "Discuss with your neighbour",
  revealed: "This is how the class voted",
  explained: "This is the answer",
};

let view = null;
let vote = null; // the last one that was given: {id, question, round, choice, answer}

async function isIn() {
  for (let wait = 0.5; ; wait = Math.min(2 * wait, 10)) {
    try {
      const response = await fetch("api/learner/view");
      if (response.status === 200) return true;
      if (response.status === 401) return false;
    } catch {
      // not reached: once more
    }
    tellConnected(false);
    await pause(wait);
  }
}

function follow() {
  listen("api/learner/stream", {
    onView: (fresh) => {
      view = fresh;
      show();
    },
    onConnected: tellConnected,
    isWanted: isIn,
    onRefused: askToJoin,
  });
}

function askToJoin() {
  tellConnected(true);
  const path = location.pathname.split("/").pop();
  const error = element("p", { role: "alert", class: "error" });
  const code = element("input", {
    id: "code", value: path, maxlength: 4, autocapitalize: "characters", autocomplete: "off", spellcheck: "false", required: true,
  });
  const nickname = element("input", { id: "nickname", maxlength: 30, autocomplete: "nickname", required: true });
  const join = async (event) => {
    event.preventDefault();
    error.textContent = "";
    const { status, answer } = await post("api/join", { code: code.value, nickname: nickname.value });
    if (status === 200) {
      main.replaceChildren();
      follow();
    } else {
      error.textContent = answer.error;
    }
  };
  section(main, ["join"], () => [
    element("h1", {}, "Join the class"),
    element(
      "form",
      { onsubmit: join },
      element("label", { for: "code" }, "Code"),
      code,
      element("label", { for: "nickname" }, "Your nickname"),
      nickname,
      element("button", { class: "main" }, "Join"),
      error,
    ),
  ]);
  (code.value ? nickname : code).focus();
}

function show() {
  section(document.getElementById("who"), [view.nickname, view.neutral], () => [
    element("b", {}, view.nickname),
    element("span", { class: "quiet" }, ` · when names are hidden: ${view.neutral}`),
  ]);
  section(main, [view.question], () => (view.question ? question(view.question) : waiting()));
  section(message, [view.question, vote], () => [say()]);
}

const waiting = () => [
  element("h1", {}, "You are in"),
  element("p", {}, "When the teacher asks a question, it appears here."),
];

function question(asked) {
  const again = asked.stage === "open" && asked.round > 1 ? " again" : "";
  const title = element("p", { class: "stage" }, STAGES[asked.stage] + again);
  const choices = asked.choices.map((choice) => {
    const isMine = asked.mine === choice.letter;
    const words = [
      element("span", { class: "letter" }, choice.letter),
      element("span", { class: "words" }, marked(choice.text), isMine ? element("span", { class: "mine" }, " (your vote)") : ""),
    ];
    if (asked.stage === "open") {
      return element(
        "li",
        {},
        element(
          "button",
          {
            class: `choice${isMine ? " chosen" : ""}`, "data-key": choice.letter, "aria-pressed": String(isMine),
            onclick: () => give(asked, choice.letter),
          },
          ...words,
        ),
      );
    }
    return element(
      "li",
      { class: `choice${isMine ? " chosen" : ""}${choice.right ? " truth" : ""}` },
      ...words,
      verdict(choice),
      asked.counts ? bars(asked.counts, choice.letter) : null,
      choice.why ? element("p", { class: "why" }, marked(choice.why)) : null,
    );
  });
  return [title, element("h1", {}, marked(asked.text)), element("ul", { class: "choices" }, ...choices)];
}

function say() {
  const asked = view.question;
  if (!asked) return "";
  const isThis = vote && vote.question === asked.number && vote.round === asked.round;
  if (isThis && !vote.answer && asked.stage === "open") return "Your vote is on its way …";
  if (isThis && vote.answer === "late") return "Your last vote came too late: the round was over. It does not count.";
  if (asked.stage === "open") return asked.mine ? "You may change your vote until it is closed." : "Choose one.";
  if (asked.stage === "discuss") return "Tell your neighbour what you chose, and why. Then everybody votes again.";
  return asked.stage === "closed" ? "Wait for the teacher." : "";
}

async function give(asked, choice) {
  const id = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const mine = (vote = { id, question: asked.number, round: asked.round, choice, answer: null });
  show();
  const event = { id, kind: "vote", question: mine.question, round: mine.round, choice };
  for (let wait = 0.5; vote === mine; wait = Math.min(2 * wait, 10)) {
    const { status, answer } = await post("api/learner/events", { events: [event] });
    if (status === 200) {
      vote = vote === mine ? { ...mine, answer: answer.answers[0] } : vote;
      show();
      return;
    }
    if (status >= 400 && status < 500) return;
    await pause(wait);
  }
}

if (await isIn()) follow();
else askToJoin();
