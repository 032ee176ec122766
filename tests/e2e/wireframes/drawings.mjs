// Asks a server to draw, and for what it exports of it.
import * as ops from "../tour/operations.mjs";
import { person } from "../wireframes-live/canvas.mjs";

const errors = "userErrors { code message field }";
const GENERATE = `mutation ($id: ID!, $input: WireframeGenerateInput!) { wireframeGenerate(projectId: $id, input: $input) { wireframe { id } generation { id } ${errors} } }`;
const IMPORT = `mutation ($id: ID!, $input: WireframeImportInput!) { wireframeImport(projectId: $id, input: $input) { wireframe { id } ${errors} } }`;
const CREATE = `mutation ($id: ID!, $input: WireframeCreateInput!) { wireframeCreate(projectId: $id, input: $input) { wireframe { id } ${errors} } }`;
const APPLY = `mutation ($id: ID!, $input: WireframeApplyInput!) { wireframeApply(id: $id, input: $input) { ${errors} } }`;
const COMPONENT = `mutation ($id: ID!, $input: ComponentCreateInput!) { componentCreate(projectId: $id, input: $input) { component { id } ${errors} } }`;
const EXPORTS = `query ($id: ID!) { node(id: $id) { ... on Wireframe {
  id name width height
  elements { id component parentId x y width height props }
  svg: export(format: SVG) { text } png: export(format: PNG) { base64 } html: export(format: HTML) { text } react: export(format: REACT) { text }
} } }`;
const FILES = `query ($id: ID!, $after: String) { project(id: $id) { files(first: 50, after: $after) { nodes { path text } pageInfo { hasNextPage endCursor } } } }`;

/** Somebody with a project on the server. */
export async function begin() {
  const who = await person("Ada Byron");
  const { project } = await who.api.change(ops.CREATE, { input: { name: "Screens" } });
  return { ...who, project: project.id };
}

/** Has a screen drawn from words, and waits until it is. */
export async function drawn({ api, project }, prompt) {
  const { wireframe, generation } = await api.change(GENERATE, { id: project, input: { prompt, model: "builtin" } });
  await finished(api, generation.id);
  return wireframe.id;
}

export async function imported({ api, project }, json) {
  return (await api.change(IMPORT, { id: project, input: { json } })).wireframe.id;
}

/** A wireframe that shows a component of the project's own, beside one of everybody's. */
export async function withComponent({ api, project }, component, props) {
  await api.change(COMPONENT, { id: project, input: component });
  const { wireframe } = await api.change(CREATE, { id: project, input: { name: "Own component", width: 800, height: 400 } });
  const add = (element) => ({ add: element });
  await api.change(APPLY, { id: wireframe.id, input: { operations: [
    add({ id: "title", component: "Heading", x: 40, y: 40, width: 720, height: 40, props: { text: "Your journey" } }),
    add({ id: "pass", component: component.name, x: 40, y: 104, width: 320, height: 200, props }),
  ] } });
  return wireframe.id;
}

/** Tells an element something else. */
export async function told({ api }, wireframe, id, props) {
  await api.change(APPLY, { id: wireframe, input: { operations: [{ set: { id, props } }] } });
}

/** A wireframe with all that the server exports of it. */
export async function exported({ api }, id) {
  return (await api.ask(EXPORTS, { id })).node;
}

/** The files of the app that the built-in generator makes of wireframes. */
export async function built({ api, project }, wireframeIds) {
  const { conversation } = await api.change(ops.CONVERSE, { id: project });
  const { generation } = await api.change(ops.SEND, { id: conversation.id, input: { text: "Build these screens", model: "builtin", wireframeIds } });
  await finished(api, generation.id);
  const files = [];
  for (let after = null; ; ) {
    const { nodes, pageInfo } = (await api.ask(FILES, { id: project, after })).project.files;
    files.push(...nodes);
    if (!pageInfo.hasNextPage) return files;
    after = pageInfo.endCursor;
  }
}

async function finished(api, generation) {
  const stream = api.follow(ops.WATCH_GENERATION, { id: generation });
  try {
    const { event } = await stream.first(({ event }) => event.__typename === "GenerationFinished", "the end of the turn", 60_000);
    if (event.status !== "SUCCEEDED") throw new Error(`The turn ended ${event.status}: ${event.failure}`);
  } finally {
    stream.stop();
  }
}
