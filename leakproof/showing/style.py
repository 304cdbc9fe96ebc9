"""The look of everything Leakproof shows as HTML: one style block, for JupyterLab's light and dark theme.

Put `STYLE` once into every output (several on a page do no harm) and build on these classes:

- ``leakproof``: on the outermost element of every output; sets fonts and colours, and the rest needs it.
- ``leakproof-card``: together with ``leakproof``: a calm frame around the output.
- ``leakproof-headline``: the one sentence that says it all.
- ``leakproof-mark``: a glyph with its word, in the colour of its tone. The tones are ``leakproof-ok`` (held,
  released by you), ``leakproof-bad`` (broken, leaked), ``leakproof-luck`` (went well by luck, a warning),
  ``leakproof-neutral`` (not attempted, ended by itself) and ``leakproof-raised`` (an exception). Never rely
  on the colour alone.
- ``leakproof-badge``: a small filled label of a few characters; with ``leakproof-hollow`` only its outline.
- ``leakproof-code``: on a ``<code>``: a piece of code in a line of text.
- ``leakproof-note``: small and quiet text.
- ``leakproof-table``: on a ``<table>``: as wide as its text, aligned left.

A tone also works on a card, which then gets an edge of that colour. Text that belongs only to a picture, and
would be noise where style is stripped, goes into the attribute ``data-text`` of an empty element.
"""

_DARK = """\
  --leakproof-text: var(--jp-content-font-color1, #e8eaed);
  --leakproof-quiet: #aab3bd;
  --leakproof-paper: var(--jp-layout-color1, #17191c);
  --leakproof-shade: #2a2e33;
  --leakproof-edge: #434a52;
  --leakproof-blue: #62c3ea;
  --leakproof-red: #ff8077;
  --leakproof-amber: #f2b340;
  --leakproof-grey: #aab3bd;
  --leakproof-purple: #c8a9ff;
"""

STYLE = """\
<style>
.leakproof {
  --leakproof-text: var(--jp-content-font-color1, #1f2328);
  --leakproof-quiet: #57606a;
  --leakproof-paper: var(--jp-layout-color1, #ffffff);
  --leakproof-shade: #f1f3f5;
  --leakproof-edge: #d5dae0;
  --leakproof-blue: #0b6a8f;
  --leakproof-red: #c0262d;
  --leakproof-amber: #8a5a00;
  --leakproof-grey: #5b6570;
  --leakproof-purple: #6b3fb8;
  --leakproof-tone: var(--leakproof-grey);
  box-sizing: border-box; color: var(--leakproof-text); background: var(--leakproof-paper);
  font-family: var(--jp-content-font-family, system-ui, -apple-system, "Segoe UI", Arial, sans-serif);
  font-size: var(--jp-content-font-size1, 14px); line-height: 1.45; text-align: left;
}
body[data-jp-theme-light="false"] .leakproof {
/* dark */
}
@media (prefers-color-scheme: dark) {
  body:not([data-jp-theme-light]) .leakproof {
/* dark */
  }
}
.leakproof * { box-sizing: border-box; }
.leakproof [data-text]::before { content: attr(data-text); }
.leakproof .leakproof-ok, .leakproof.leakproof-ok { --leakproof-tone: var(--leakproof-blue); }
.leakproof .leakproof-bad, .leakproof.leakproof-bad { --leakproof-tone: var(--leakproof-red); }
.leakproof .leakproof-luck, .leakproof.leakproof-luck { --leakproof-tone: var(--leakproof-amber); }
.leakproof .leakproof-neutral, .leakproof.leakproof-neutral { --leakproof-tone: var(--leakproof-grey); }
.leakproof .leakproof-raised, .leakproof.leakproof-raised { --leakproof-tone: var(--leakproof-purple); }
.leakproof.leakproof-card {
  border: 1px solid var(--leakproof-edge); border-radius: 8px; padding: 12px 14px; margin: 4px 0;
}

  .leakproof.leakproof-card:is(
  .leakproof-ok, .leakproof-bad, .leakproof-luck, .leakproof-neutral, .leakproof-raised
) {;
  border-left: 4px solid var(--leakproof-tone);
}
.leakproof .leakproof-headline { margin: 0 0 8px; font-size: 1.1em; font-weight: 600; }
.leakproof .leakproof-mark { display: inline-block; color: var(--leakproof-tone); font-weight: 600; }
.leakproof .leakproof-badge {
  display: inline-block; min-width: 1.6em; padding: 0 .3em; border: 1.5px solid var(--leakproof-tone);
  border-radius: 1em; background: var(--leakproof-tone); color: var(--leakproof-paper);
  font-size: .79em; font-weight: 700; line-height: 1.45; text-align: center; font-style: normal;
  white-space: nowrap;
}
.leakproof .leakproof-badge.leakproof-hollow {
  background: var(--leakproof-paper); color: var(--leakproof-tone);
}
.leakproof .leakproof-code {
  padding: 1px 5px; border-radius: 4px; background: var(--leakproof-shade); color: var(--leakproof-text);
  font-family: var(--jp-code-font-family, Menlo, Consolas, "DejaVu Sans Mono", monospace); font-size: .93em;
}
.leakproof .leakproof-note { color: var(--leakproof-quiet); font-size: .86em; }
.leakproof .leakproof-table {
  margin: 8px 0; border-collapse: collapse; table-layout: auto; font-size: inherit; color: inherit;
}
.leakproof .leakproof-table tr:nth-child(n):nth-child(n) {
  background: none; border-bottom: 1px solid var(--leakproof-edge);
}
.leakproof .leakproof-table :is(th, td):nth-child(n) {
  padding: 4px 16px 4px 0; text-align: left; vertical-align: top;
}
.leakproof .leakproof-table th:nth-child(n) { color: var(--leakproof-quiet); font-weight: 600; }

.leakproof.leakproof-lifelines {
  container: leakproof-lifelines / inline-size; --leakproof-names: 36%; --leakproof-after: 92px;
}
.leakproof .leakproof-rows { position: relative; padding-top: calc(8px + 21px * var(--leakproof-levels)); }
.leakproof .leakproof-sky { position: absolute; inset: 0 0 0 var(--leakproof-names); }
.leakproof .leakproof-end {
  position: absolute; inset: 0 0 0 auto; width: var(--leakproof-after); padding-top: 4px;
  line-height: 1.1; text-align: center; background: var(--leakproof-shade);
  border-left: 2px solid var(--leakproof-quiet); border-radius: 0 6px 6px 0;
}
.leakproof .leakproof-span { position: absolute; inset: 2px var(--leakproof-after) 0 0; }
.leakproof .leakproof-flight {
  position: absolute; bottom: 0; margin-left: -1px; border-left: 2px dashed var(--leakproof-tone);
}
.leakproof :is(.leakproof-span, .leakproof-catches) .leakproof-badge {
  position: absolute; transform: translateX(-50%);
}
.leakproof .leakproof-lane {
  position: relative; padding: 8px 0 2px; color: var(--leakproof-quiet); font-weight: 600;
}
.leakproof .leakproof-lane span { padding-right: 6px; background: var(--leakproof-paper); }
.leakproof .leakproof-row {
  display: grid; grid-template-columns: calc(var(--leakproof-names) - 16px) minmax(0, 1fr);
  grid-template-areas: "name words" "line time"; column-gap: 16px; padding: 4px 0;
}
.leakproof .leakproof-row + .leakproof-row { border-top: 1px solid var(--leakproof-shade); }
.leakproof .leakproof-name {
  grid-area: name; position: relative; align-self: end; overflow: hidden; text-overflow: ellipsis;
  white-space: nowrap;
}
.leakproof .leakproof-line {
  grid-area: line; position: relative; display: -webkit-box; -webkit-box-orient: vertical;
  -webkit-line-clamp: 4; overflow: hidden; overflow-wrap: anywhere;
}
.leakproof .leakproof-line code { padding: 0; background: none; white-space: pre-wrap; }
.leakproof .leakproof-words {
  grid-area: words; position: relative; display: flex; align-items: end; margin-right: var(--leakproof-after);
  font-size: .93em;
}
.leakproof .leakproof-words::before { content: ""; flex: 0 1 var(--leakproof-at); margin-right: -7px; }
.leakproof .leakproof-words.leakproof-late { flex-direction: row-reverse; }
.leakproof .leakproof-words.leakproof-late::before { margin: 0 0 0 -7px; }
.leakproof .leakproof-words .leakproof-mark {
  flex: none; max-width: 100%; background: var(--leakproof-paper);
}
.leakproof .leakproof-words.leakproof-bad { margin-right: 0; justify-content: end; }
.leakproof .leakproof-words.leakproof-bad::before { content: none; }
.leakproof .leakproof-words.leakproof-bad .leakproof-mark {
  width: var(--leakproof-after); background: none; font-weight: 700; text-align: center;
}
.leakproof .leakproof-time {
  grid-area: time; position: relative; height: 22px; margin-right: var(--leakproof-after);
}
.leakproof .leakproof-time i { position: absolute; top: 50%; }
.leakproof .leakproof-bar {
  height: 8px; min-width: 4px; margin-top: -4px; background: var(--leakproof-tone);
}
.leakproof .leakproof-bar.leakproof-luck {
  background: repeating-linear-gradient(90deg, var(--leakproof-tone) 0 5px, transparent 5px 8px);
}
.leakproof .leakproof-bar.leakproof-neutral { height: 4px; margin-top: -2px; }
.leakproof .leakproof-bar.leakproof-bad { right: calc(18px - var(--leakproof-after)); }
.leakproof .leakproof-bar.leakproof-bad::after {
  content: ""; position: absolute; right: -13px; top: -5px; border: 9px solid transparent; border-right: 0;
  border-left: 14px solid var(--leakproof-tone);
}
.leakproof .leakproof-opening {
  width: 4px; height: 20px; margin: -10px 0 0 -2px; border-radius: 1px; background: var(--leakproof-tone);
}
.leakproof .leakproof-use {
  width: 8px; height: 8px; margin: -4px 0 0 -4px; border: 2px solid var(--leakproof-tone); border-radius: 50%;
  background: var(--leakproof-paper);
}
.leakproof .leakproof-ending {
  width: 14px; height: 14px; margin: -7px 0 0 -7px; border: 3px solid var(--leakproof-tone);
  border-radius: 50%; background: var(--leakproof-tone);
}
.leakproof .leakproof-ending.leakproof-luck { border-radius: 1px; transform: rotate(45deg) scale(.85); }
.leakproof .leakproof-ending.leakproof-neutral { background: var(--leakproof-paper); }
.leakproof .leakproof-axis { margin: 0 var(--leakproof-after) 0 var(--leakproof-names); }
.leakproof .leakproof-steps {
  container: leakproof-steps / inline-size; position: relative; height: 24px; margin-top: 5px;
}
.leakproof .leakproof-step {
  position: absolute; top: 0; height: 2px; background: var(--leakproof-quiet);
  border: 0 solid var(--leakproof-paper); border-width: 0 1px;
}
.leakproof .leakproof-step.leakproof-gap { background: var(--leakproof-edge); }
.leakproof .leakproof-step::before {
  position: absolute; left: 50%; top: 3px; transform: translateX(-50%); font-style: normal;
}
@container leakproof-steps (max-width: 359px) {
  .leakproof .leakproof-step.leakproof-from-360::before { display: none; }
}
@container leakproof-steps (max-width: 559px) {
  .leakproof .leakproof-step.leakproof-from-560::before { display: none; }
}
@container leakproof-steps (max-width: 839px) {
  .leakproof .leakproof-step.leakproof-from-840::before { display: none; }
}
.leakproof .leakproof-catches { position: relative; height: calc(21px * var(--leakproof-levels)); }
.leakproof .leakproof-legend { margin-top: 8px; }
.leakproof .leakproof-legend > div { padding: 1px 0; overflow-wrap: anywhere; }
@container leakproof-lifelines (max-width: 759px) {
  .leakproof .leakproof-rows, .leakproof .leakproof-axis { --leakproof-names: 0%; --leakproof-after: 72px; }
  .leakproof .leakproof-rows { padding-top: calc(12px + 21px * var(--leakproof-levels)); }
  .leakproof .leakproof-row {
    display: flex; flex-wrap: wrap; padding: 7px 0; margin-right: var(--leakproof-after);
  }
  .leakproof .leakproof-row > div { max-width: 100%; margin-right: 0; }
  .leakproof .leakproof-line { background: var(--leakproof-paper); }
  .leakproof .leakproof-name { padding-right: 6px; background: var(--leakproof-paper); }
  .leakproof .leakproof-words, .leakproof .leakproof-time { width: 100%; }
  .leakproof .leakproof-row .leakproof-words.leakproof-bad {
    flex: none; width: calc(100% + var(--leakproof-after)); max-width: none;
  }
}
</style>""".replace("/* dark */\n", _DARK)
