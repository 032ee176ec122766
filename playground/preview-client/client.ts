/**
 * `/__maquette/client.js`: the script that the server puts first into every preview page. It
 * follows changes, shows and reports what goes wrong, and gives transformed modules the two
 * functions that they import, `fail` and `style`. As a module it leaves nothing in the page's
 * global scope; it has no dependencies, and it needs no token, because the preview's address is
 * the capability.
 */
import { collect } from "./collect.ts";
import { Follower, type Reloaded } from "./follow.ts";
import { Overlay } from "./overlay.ts";
import { addressOf, pathOf, problemOf, reportOfDiagnostic, type Diagnostic, type Report } from "./problems.ts";
import { post, Reporter } from "./reporter.ts";
import { restoreScroll, saveScroll } from "./scroll.ts";
import { Styles } from "./styles.ts";

const RELOADED_FOR = "maquette:reloaded-for";

const overlay = new Overlay(document);
const reporter = new Reporter(post, () => performance.now());
const styles = new Styles(document);
/** Files that do not compile; the modules served in their place throw on purpose. */
const broken = new Set<string>();

/** Shows diagnostics of a file that could not be transformed, and reports them. */
export function fail(diagnostics: readonly Diagnostic[]): void {
  for (const diagnostic of diagnostics) {
    broken.add(diagnostic.path);
    announce(reportOfDiagnostic(diagnostic, location.origin));
  }
}

/**
 * Adds the style sheet of `path` to the page once, or exchanges it where `href` is another
 * than before. Resolves when it has loaded or failed, so that no module renders unstyled.
 */
export function style(path: string, href: string): Promise<void> {
  return styles.add(path, href);
}

function announce(report: Report): void {
  const problem = problemOf(report, location.origin);
  overlay.show(problem);
  void reporter.report(report).then((place) => {
    if (place) overlay.locate(problem, place);
  });
}

/** True for the error that a module thrown in place of a broken file raises by design. */
function announcedBefore(report: Report): boolean {
  return [...broken].some((path) => {
    const address = addressOf(path, location.origin);
    const isModule = report.url !== null && URL.canParse(report.url) && pathOf(new URL(report.url)) === path;
    return isModule || (report.stack?.includes(address) ?? false);
  });
}

function restyle(change: Reloaded): void {
  const paths = new Set(change.paths);
  for (const path of paths) broken.delete(path);
  overlay.clear((problem) => problem.place !== null && paths.has(problem.place.path));
  void styles.update(change.styles, change.revision);
}

function reload(revision: number): void {
  saveScroll();
  try {
    sessionStorage.setItem(RELOADED_FOR, revision.toString());
  } catch {
    // Without storage a stale cache could make the page reload twice; no worse.
  }
  location.reload();
}

function reloadedFor(): number | null {
  try {
    return Number(sessionStorage.getItem(RELOADED_FOR) ?? Number.NaN);
  } catch {
    return null;
  }
}

function pageRevision(): number | null {
  const content = document.querySelector('meta[name="maquette-revision"]')?.getAttribute("content");
  const revision = Number.parseInt(content ?? "", 10);
  return Number.isNaN(revision) ? null : revision;
}

collect(window, (report) => {
  if (!announcedBefore(report)) announce(report);
});

const follower = new Follower(
  { connect: () => new EventSource("/__maquette/events"), reload, restyle, reloadedFor },
  pageRevision(),
);
/**
 * Browsers allow six connections to an origin over HTTP/1.1, and the stream holds one: a tab
 * that nobody sees gives it back, and catches up when it is looked at again.
 */
function followWhileVisible(): void {
  if (document.visibilityState === "hidden") follower.stop();
  else follower.start();
}
document.addEventListener("visibilitychange", followWhileVisible);
followWhileVisible();
restoreScroll();
