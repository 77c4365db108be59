/** The style of a page that compares reports: light, dark and printed. */
export const style = `
:root {
  color-scheme: light dark;
  --ink: light-dark(#1c1e21, #e6e7e9);
  --paper: light-dark(#fff, #16181b);
  --faint: light-dark(#5b6068, #a0a6af);
  --line: light-dark(#d8dbe0, #353a41);
  --bad: light-dark(#b3261e, #ff8a80);
  --good: light-dark(#1b6e2e, #7fd491);
  --unsure: light-dark(#8a5300, #f2b866);
}
body { margin: 0; color: var(--ink); background: var(--paper); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; }
h1 { font-size: 1.4rem; }
h2 { font-size: 1.1rem; margin-top: 2rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.9rem; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.8rem 0.3rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; }
thead th { color: var(--faint); overflow-wrap: anywhere; min-width: 7rem; max-width: 16rem; }
td { overflow-wrap: anywhere; min-width: 3rem; }
ul { padding-left: 1.2rem; }
li { margin-bottom: 0.6rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.1rem 1rem; margin: 0.3rem 0 1rem; }
dt { color: var(--faint); }
dd { margin: 0; overflow-wrap: anywhere; }
code { font-family: ui-monospace, monospace; font-size: 0.85rem; }
.bad, .violated { color: var(--bad); }
.good, .proven { color: var(--good); }
.unsure, .inconclusive { color: var(--unsure); }
.quiet { color: var(--faint); }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media print { details { display: block; } .wide { overflow: visible; } }
`;
