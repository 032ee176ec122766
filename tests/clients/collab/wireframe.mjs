// What GraphQL says of wireframes, for the suites in this folder.

const ELEMENTS = "elements { id component parentId x y width height order props }";

/** A new wireframe's id and where its events begin. */
export async function createWireframe(person, projectId) {
  const { wireframe } = await person.change(
    `mutation ($id: ID!) {
      wireframeCreate(projectId: $id, input: { name: "Sketch" }) { wireframe { id eventsCursor } userErrors { message } }
    }`,
    { id: projectId },
  );
  return wireframe;
}

/** A ticket for a wireframe's socket; the error says `refused` where the server has an opinion. */
export async function ticket(person, wireframe) {
  const query = `mutation ($id: ID!) {
    collabTicketCreate(wireframeId: $id) { ticket url expiresAt canEdit userErrors { message } }
  }`;
  const { data, errors } = await person.send(query, { id: wireframe });
  if (!data?.collabTicketCreate?.ticket) throw Object.assign(new Error(JSON.stringify(errors ?? data)), { refused: true });
  return data.collabTicketCreate.ticket;
}

export async function elementsOf(person, wireframe) {
  const { node } = await person.ask(`query ($id: ID!) { node(id: $id) { ... on Wireframe { ${ELEMENTS} } } }`, { id: wireframe });
  return node.elements;
}

export const APPLY = `mutation ($id: ID!, $input: WireframeApplyInput!) {
  wireframeApply(id: $id, input: $input) { wireframe { id } userErrors { message } }
}`;

export const UNDO = "mutation ($id: ID!) { wireframeUndo(id: $id) { userErrors { message } } }";
export const REDO = "mutation ($id: ID!) { wireframeRedo(id: $id) { userErrors { message } } }";

export const EVENTS = `subscription ($id: ID!, $after: StreamCursor) {
  wireframeEvents(wireframeId: $id, after: $after) {
    cursor
    event {
      __typename
      ... on WireframeElementsChanged { changed { id component parentId x y width height order props } removedIds }
    }
  }
}`;
