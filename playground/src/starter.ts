/**
 * The starter tabs: the tour from registering to a deployed app. Each is a `.graphql` document
 * beside its first variables. `captures.ts` says how ids get from one to the next. A paragraph
 * of their comments is one line, because the editor wraps it to whatever width it has.
 */
import type { VariablesOf } from "./variables.ts";
import register from "./starter/01-register.graphql?raw";
import logIn from "./starter/02-log-in.graphql?raw";
import createProject from "./starter/03-create-project.graphql?raw";
import startConversation from "./starter/04-start-conversation.graphql?raw";
import sendPrompt from "./starter/05-send-prompt.graphql?raw";
import watchGeneration from "./starter/06-watch-generation.graphql?raw";
import readApp from "./starter/07-read-app.graphql?raw";
import sendFollowUp from "./starter/08-send-follow-up.graphql?raw";
import watchFollowUp from "./starter/09-watch-follow-up.graphql?raw";
import compareVersions from "./starter/10-compare-versions.graphql?raw";
import restoreVersion from "./starter/11-restore-version.graphql?raw";
import exportProject from "./starter/12-export.graphql?raw";
import deploy from "./starter/13-deploy.graphql?raw";
import watchDeployment from "./starter/14-watch-deployment.graphql?raw";
import liveAddress from "./starter/15-live-address.graphql?raw";

export interface Step {
  /** What the strip calls it. */
  title: string;
  /** The operation's name, which is also the tab's title. */
  operation: string;
  query: string;
  variables: Readonly<Record<string, unknown>>;
  /** The captured values that its result brings, for the message where one is missing. */
  gives: readonly string[];
  /** True for a step that another one makes superfluous. */
  optional?: boolean;
}

/** Ties a step's first variables to its operation's type. */
function step<Name extends keyof VariablesOf>(
  operation: Name,
  title: string,
  query: string,
  variables: VariablesOf[Name],
  gives: readonly string[] = [],
): Step {
  return { title, operation, query, variables, gives };
}

/** `secret` is the password that the first tab proposes and the second takes up. */
export function makeSteps(secret: string): Step[] {
  const email = "you@example.com";
  return [
    step("Register", "Make an account", register, { input: { email, password: secret, displayName: "You" } }),
    { ...step("LogIn", "Or log in", logIn, { input: { email, password: secret } }), optional: true },
    step("CreateProject", "Create a project", createProject, { input: { name: "Habit tracker" } }, ["projectId"]),
    step("StartConversation", "Start a conversation", startConversation, { projectId: "", input: { title: "First draft", kind: "AI" } }, ["conversationId"]),
    step("SendPrompt", "Describe the app", sendPrompt, { conversationId: "", input: { text: "a habit tracker with streaks and a weekly chart" } }, ["generationId"]),
    step("WatchGeneration", "Watch it being written", watchGeneration, { generationId: "" }, ["versionId"]),
    step("ReadApp", "Read it, open the preview", readApp, { projectId: "" }, ["previewUrl"]),
    step("SendFollowUp", "Ask for a change", sendFollowUp, { conversationId: "", input: { text: "Call it Daybreak and make the accent colour green" } }, ["generationId"]),
    step("WatchFollowUp", "Watch the change", watchFollowUp, { generationId: "" }),
    step("CompareVersions", "Compare versions", compareVersions, { projectId: "" }, ["parentVersionId"]),
    step("RestoreVersion", "Go back a version", restoreVersion, { parentVersionId: "" }),
    step("Export", "Take it with you", exportProject, { projectId: "" }, ["exportUrl"]),
    step("Deploy", "Deploy", deploy, { projectId: "", input: { provider: "LOCAL" } }, ["deploymentId"]),
    step("WatchDeployment", "Watch the build", watchDeployment, { deploymentId: "" }),
    step("LiveAddress", "See it live", liveAddress, { projectId: "" }, ["liveUrl"]),
  ];
}

/** The step that a missing value comes from. */
export function giverOf(steps: readonly Step[], name: string): Step | undefined {
  return steps.find((candidate) => candidate.gives.includes(name));
}

/** A password to start with: 100 bits, in groups that can be typed. */
export function makeSecret(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = (bytes) => crypto.getRandomValues(bytes)): string {
  const alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
  const letters = [...random(new Uint8Array(20))].map((byte) => alphabet.charAt(byte % alphabet.length));
  return letters.join("").replace(/.{5}(?=.)/g, "$&-");
}
