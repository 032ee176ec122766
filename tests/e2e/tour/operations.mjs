// What the tour asks of the server.
const errors = "userErrors { code message field }";

export const REGISTER = `mutation ($input: AccountRegisterInput!) { accountRegister(input: $input) { accessToken ${errors} } }`;

export const CREATE = `mutation ($input: ProjectCreateInput!) {
  projectCreate(input: $input) { project { id preview { url } } ${errors} }
}`;

export const CONVERSE = `mutation ($id: ID!) { conversationCreate(projectId: $id) { conversation { id } ${errors} } }`;

export const SEND = `mutation ($id: ID!, $input: MessageSendInput!) {
  messageSend(conversationId: $id, input: $input) { generation { id } ${errors} }
}`;

export const WATCH_GENERATION = `subscription ($id: ID!, $after: StreamCursor) {
  generationEvents(generationId: $id, after: $after) {
    cursor
    event {
      __typename
      ... on GenerationStatusChanged { status }
      ... on GenerationStepStarted { step attempt }
      ... on GenerationTextDelta { step text }
      ... on GenerationFileStarted { step path }
      ... on GenerationFileDelta { step path text }
      ... on GenerationFileFinished { step path change hash }
      ... on GenerationToolCalled { step name summary failed }
      ... on GenerationFinished { status failure version { number } }
    }
  }
}`;

export const WATCH_PREVIEW = `subscription ($id: ID!, $after: StreamCursor) {
  previewEvents(projectId: $id, after: $after) {
    cursor
    event {
      __typename
      ... on PreviewReloaded { revision paths stylesOnly }
      ... on PreviewErrored { message path line column stack }
    }
  }
}`;

export const WATCH_DEPLOYMENT = `subscription ($id: ID!) {
  deploymentEvents(deploymentId: $id) {
    cursor
    event {
      __typename
      ... on DeploymentLogged { line }
      ... on DeploymentStatusChanged { deployment { status url failure } }
    }
  }
}`;

export const PREVIEW = `query ($id: ID!) { project(id: $id) { preview { eventsCursor } } }`;

export const FILE = `query ($id: ID!, $path: String!) { project(id: $id) { file(path: $path) { text hash } } }`;

export const WRITE = `mutation ($id: ID!, $input: FileWriteInput!) { fileWrite(projectId: $id, input: $input) { file { hash } ${errors} } }`;

export const DIAGNOSTICS = `query ($id: ID!) { project(id: $id) { diagnostics { path line severity message } } }`;

export const VERSIONS = `query ($id: ID!) { project(id: $id) { versions(first: 20) { nodes { id number kind commitId } } } }`;

export const RESTORE = `mutation ($id: ID!) { versionRestore(id: $id) { version { id number kind } ${errors} } }`;

export const EXPORT = `query ($id: ID!) { project(id: $id) { exportUrl versions(first: 20) { nodes { commitId } } } }`;

export const DEPLOY = `mutation ($id: ID!) {
  deploymentCreate(projectId: $id, input: { provider: LOCAL }) { deployment { id } ${errors} }
}`;

export const LIVE = `query ($id: ID!) { project(id: $id) { liveUrl liveDeployment { id url } } }`;

export const ROTATE = `mutation ($id: ID!) { previewRotate(projectId: $id) { preview { url } ${errors} } }`;
