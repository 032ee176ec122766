/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type UserErrorCode =
  | 'INVALID'
  | 'REQUIRED'
  | 'TOO_LONG'
  | 'TOO_SHORT'
  | 'TAKEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'FORBIDDEN'
  | 'LIMIT_REACHED'
  | 'UNAVAILABLE'
  | 'WRONG_CREDENTIALS'
  | '%future added value';

export type UserRole =
  | 'USER'
  | 'ADMIN'
  | '%future added value';

export type AccountRegisterInput = {
  email: string;
  password: string;
  displayName?: string | null | undefined;
};

export type AccountLoginInput = {
  email: string;
  password: string;
};

export type ProjectRole =
  | 'OWNER'
  | 'EDITOR'
  | 'VIEWER'
  | '%future added value';

export type DiagnosticSeverity =
  | 'ERROR'
  | 'WARNING'
  | '%future added value';

export type ProjectCreateInput = {
  name: string;
  description?: string | null | undefined;
};

export type ConversationKind =
  | 'AI'
  | 'TEAM'
  | '%future added value';

export type GenerationStatus =
  | 'QUEUED'
  | 'RUNNING'
  | 'VERIFYING'
  | 'SUCCEEDED'
  | 'FAILED'
  | 'CANCELLED'
  | '%future added value';

export type FileChange =
  | 'ADDED'
  | 'MODIFIED'
  | 'DELETED'
  | 'RENAMED'
  | '%future added value';

export type ConversationCreateInput = {
  title?: string | null | undefined;
  kind?: ConversationKind | null | undefined;
};

/** `clientKey` makes a retry safe: the same key returns the same message and generation. */
export type MessageSendInput = {
  text: string;
  model?: string | null | undefined;
  clientKey?: string | null | undefined;
};

export type VersionKind =
  | 'MANUAL'
  | 'GENERATION'
  | 'RESTORE'
  | 'IMPORT'
  | '%future added value';

export type DeploymentProvider =
  | 'LOCAL'
  | 'VERCEL'
  | 'NETLIFY'
  | '%future added value';

export type DeploymentStatus =
  | 'QUEUED'
  | 'BUILDING'
  | 'PUBLISHING'
  | 'READY'
  | 'FAILED'
  | 'CANCELLED'
  | '%future added value';

/** Deploys the head version, after a snapshot of unsaved changes, unless a version is named. */
export type DeploymentCreateInput = {
  provider: DeploymentProvider;
  versionId?: string | number | null | undefined;
};

export type RefreshSessionMutationVariables = Exact<{
  refreshToken: string;
}>;


export type RefreshSessionMutation = { sessionRefresh: { accessToken: string | null, refreshToken: string | null, expiresAt: string | null, user: { displayName: string } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type RegisterMutationVariables = Exact<{
  input: AccountRegisterInput;
}>;


export type RegisterMutation = { accountRegister: { accessToken: string | null, refreshToken: string | null, expiresAt: string | null, user: { id: string, email: string | null, displayName: string, role: UserRole } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type LogInMutationVariables = Exact<{
  input: AccountLoginInput;
}>;


export type LogInMutation = { accountLogin: { accessToken: string | null, refreshToken: string | null, expiresAt: string | null, user: { id: string, email: string | null, displayName: string, role: UserRole } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type CreateProjectMutationVariables = Exact<{
  input: ProjectCreateInput;
}>;


export type CreateProjectMutation = { projectCreate: { project: { id: string, name: string, viewerRole: ProjectRole | null, createdAt: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type StartConversationMutationVariables = Exact<{
  projectId: string | number;
  input?: ConversationCreateInput | null | undefined;
}>;


export type StartConversationMutation = { conversationCreate: { conversation: { id: string, title: string, kind: ConversationKind } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type SendPromptMutationVariables = Exact<{
  conversationId: string | number;
  input: MessageSendInput;
}>;


export type SendPromptMutation = { messageSend: { message: { id: string, text: string } | null, generation: { id: string, status: GenerationStatus, model: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type WatchGenerationSubscriptionVariables = Exact<{
  generationId: string | number;
  after?: string | null | undefined;
}>;


export type WatchGenerationSubscription = { generationEvents: { cursor: string, occurredAt: string, event:
      | { __typename: 'GenerationStatusChanged', status: GenerationStatus }
      | { __typename: 'GenerationStepStarted', step: number, attempt: number }
      | { __typename: 'GenerationTextDelta', step: number, text: string }
      | { __typename: 'GenerationFileStarted', step: number, path: string }
      | { __typename: 'GenerationFileDelta', step: number, path: string, text: string }
      | { __typename: 'GenerationFileFinished', step: number, path: string, oldPath: string | null, change: FileChange, patch: string | null }
      | { __typename: 'GenerationFileConflicted', path: string, rejected: string | null }
      | { __typename: 'GenerationToolCalled', step: number, name: string, summary: string, failed: boolean }
      | { __typename: 'GenerationDiagnosed', round: number, diagnostics: Array<{ path: string, line: number, column: number, severity: DiagnosticSeverity, message: string }> }
      | { __typename: 'GenerationFinished', status: GenerationStatus, failure: string | null, version: { id: string, number: number } | null, usage: { inputTokens: number, outputTokens: number } }
     } };

export type ReadAppQueryVariables = Exact<{
  projectId: string | number;
}>;


export type ReadAppQuery = { project: { id: string, name: string, preview: { url: string, revision: number }, headVersion: { id: string, number: number, message: string } | null, files: { totalCount: number, nodes: Array<{ path: string, size: number, mimeType: string, text: string | null }> }, diagnostics: Array<{ path: string, line: number, column: number, severity: DiagnosticSeverity, message: string }> } | null };

export type SendFollowUpMutationVariables = Exact<{
  conversationId: string | number;
  input: MessageSendInput;
}>;


export type SendFollowUpMutation = { messageSend: { message: { id: string, text: string } | null, generation: { id: string, status: GenerationStatus } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type WatchFollowUpSubscriptionVariables = Exact<{
  generationId: string | number;
  after?: string | null | undefined;
}>;


export type WatchFollowUpSubscription = { generationEvents: { cursor: string, occurredAt: string, event:
      | { __typename: 'GenerationStatusChanged', status: GenerationStatus }
      | { __typename: 'GenerationStepStarted', step: number, attempt: number }
      | { __typename: 'GenerationTextDelta', step: number, text: string }
      | { __typename: 'GenerationFileStarted', step: number, path: string }
      | { __typename: 'GenerationFileDelta', step: number, path: string, text: string }
      | { __typename: 'GenerationFileFinished', step: number, path: string, oldPath: string | null, change: FileChange, patch: string | null }
      | { __typename: 'GenerationFileConflicted', path: string, rejected: string | null }
      | { __typename: 'GenerationToolCalled', step: number, name: string, summary: string, failed: boolean }
      | { __typename: 'GenerationDiagnosed', round: number, diagnostics: Array<{ path: string, line: number, column: number, severity: DiagnosticSeverity, message: string }> }
      | { __typename: 'GenerationFinished', status: GenerationStatus, failure: string | null, version: { id: string, number: number } | null, usage: { inputTokens: number, outputTokens: number } }
     } };

export type CompareVersionsQueryVariables = Exact<{
  projectId: string | number;
}>;


export type CompareVersionsQuery = { project: { versions: { totalCount: number, nodes: Array<{ number: number, kind: VersionKind, message: string, commitId: string, createdAt: string }> }, headVersion: { id: string, number: number, parent: { id: string, number: number } | null, diff: { additions: number, deletions: number, files: Array<{ path: string, oldPath: string | null, change: FileChange, additions: number, deletions: number, patch: string | null }> } } | null } | null };

export type RestoreVersionMutationVariables = Exact<{
  parentVersionId: string | number;
}>;


export type RestoreVersionMutation = { versionRestore: { version: { id: string, number: number, kind: VersionKind, message: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type ExportQueryVariables = Exact<{
  projectId: string | number;
}>;


export type ExportQuery = { project: { exportUrl: string } | null };

export type DeployMutationVariables = Exact<{
  projectId: string | number;
  input: DeploymentCreateInput;
}>;


export type DeployMutation = { deploymentCreate: { deployment: { id: string, status: DeploymentStatus, provider: DeploymentProvider, version: { number: number } } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type WatchDeploymentSubscriptionVariables = Exact<{
  deploymentId: string | number;
  after?: string | null | undefined;
}>;


export type WatchDeploymentSubscription = { deploymentEvents: { cursor: string, occurredAt: string, event:
      | { __typename: 'DeploymentStatusChanged', deployment: { id: string, status: DeploymentStatus, url: string | null, live: boolean, failure: string | null } }
      | { __typename: 'DeploymentLogged', line: string }
     } };

export type LiveAddressQueryVariables = Exact<{
  projectId: string | number;
}>;


export type LiveAddressQuery = { project: { name: string, liveUrl: string | null, liveDeployment: { id: string, url: string | null, status: DeploymentStatus, version: { number: number, message: string } } | null, deployments: { nodes: Array<{ id: string, status: DeploymentStatus, live: boolean, createdAt: string }> } } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const RefreshSessionDocument = new TypedDocumentString(`
    mutation RefreshSession($refreshToken: String!) {
  sessionRefresh(refreshToken: $refreshToken) {
    accessToken
    refreshToken
    expiresAt
    user {
      displayName
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RefreshSessionMutation, RefreshSessionMutationVariables>;
export const RegisterDocument = new TypedDocumentString(`
    mutation Register($input: AccountRegisterInput!) {
  accountRegister(input: $input) {
    user {
      id
      email
      displayName
      role
    }
    accessToken
    refreshToken
    expiresAt
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<RegisterMutation, RegisterMutationVariables>;
export const LogInDocument = new TypedDocumentString(`
    mutation LogIn($input: AccountLoginInput!) {
  accountLogin(input: $input) {
    user {
      id
      email
      displayName
      role
    }
    accessToken
    refreshToken
    expiresAt
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<LogInMutation, LogInMutationVariables>;
export const CreateProjectDocument = new TypedDocumentString(`
    mutation CreateProject($input: ProjectCreateInput!) {
  projectCreate(input: $input) {
    project {
      id
      name
      viewerRole
      createdAt
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<CreateProjectMutation, CreateProjectMutationVariables>;
export const StartConversationDocument = new TypedDocumentString(`
    mutation StartConversation($projectId: ID!, $input: ConversationCreateInput) {
  conversationCreate(projectId: $projectId, input: $input) {
    conversation {
      id
      title
      kind
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<StartConversationMutation, StartConversationMutationVariables>;
export const SendPromptDocument = new TypedDocumentString(`
    mutation SendPrompt($conversationId: ID!, $input: MessageSendInput!) {
  messageSend(conversationId: $conversationId, input: $input) {
    message {
      id
      text
    }
    generation {
      id
      status
      model
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<SendPromptMutation, SendPromptMutationVariables>;
export const WatchGenerationDocument = new TypedDocumentString(`
    subscription WatchGeneration($generationId: ID!, $after: StreamCursor) {
  generationEvents(generationId: $generationId, after: $after) {
    cursor
    occurredAt
    event {
      __typename
      ... on GenerationStatusChanged {
        status
      }
      ... on GenerationStepStarted {
        step
        attempt
      }
      ... on GenerationTextDelta {
        step
        text
      }
      ... on GenerationFileStarted {
        step
        path
      }
      ... on GenerationFileDelta {
        step
        path
        text
      }
      ... on GenerationFileFinished {
        step
        path
        oldPath
        change
        patch
      }
      ... on GenerationFileConflicted {
        path
        rejected
      }
      ... on GenerationToolCalled {
        step
        name
        summary
        failed
      }
      ... on GenerationDiagnosed {
        round
        diagnostics {
          path
          line
          column
          severity
          message
        }
      }
      ... on GenerationFinished {
        status
        failure
        version {
          id
          number
        }
        usage {
          inputTokens
          outputTokens
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WatchGenerationSubscription, WatchGenerationSubscriptionVariables>;
export const ReadAppDocument = new TypedDocumentString(`
    query ReadApp($projectId: ID!) {
  project(id: $projectId) {
    id
    name
    preview {
      url
      revision
    }
    headVersion {
      id
      number
      message
    }
    files(first: 50) {
      totalCount
      nodes {
        path
        size
        mimeType
        text
      }
    }
    diagnostics {
      path
      line
      column
      severity
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ReadAppQuery, ReadAppQueryVariables>;
export const SendFollowUpDocument = new TypedDocumentString(`
    mutation SendFollowUp($conversationId: ID!, $input: MessageSendInput!) {
  messageSend(conversationId: $conversationId, input: $input) {
    message {
      id
      text
    }
    generation {
      id
      status
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<SendFollowUpMutation, SendFollowUpMutationVariables>;
export const WatchFollowUpDocument = new TypedDocumentString(`
    subscription WatchFollowUp($generationId: ID!, $after: StreamCursor) {
  generationEvents(generationId: $generationId, after: $after) {
    cursor
    occurredAt
    event {
      __typename
      ... on GenerationStatusChanged {
        status
      }
      ... on GenerationStepStarted {
        step
        attempt
      }
      ... on GenerationTextDelta {
        step
        text
      }
      ... on GenerationFileStarted {
        step
        path
      }
      ... on GenerationFileDelta {
        step
        path
        text
      }
      ... on GenerationFileFinished {
        step
        path
        oldPath
        change
        patch
      }
      ... on GenerationFileConflicted {
        path
        rejected
      }
      ... on GenerationToolCalled {
        step
        name
        summary
        failed
      }
      ... on GenerationDiagnosed {
        round
        diagnostics {
          path
          line
          column
          severity
          message
        }
      }
      ... on GenerationFinished {
        status
        failure
        version {
          id
          number
        }
        usage {
          inputTokens
          outputTokens
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WatchFollowUpSubscription, WatchFollowUpSubscriptionVariables>;
export const CompareVersionsDocument = new TypedDocumentString(`
    query CompareVersions($projectId: ID!) {
  project(id: $projectId) {
    versions(first: 20) {
      totalCount
      nodes {
        number
        kind
        message
        commitId
        createdAt
      }
    }
    headVersion {
      id
      number
      parent {
        id
        number
      }
      diff {
        additions
        deletions
        files {
          path
          oldPath
          change
          additions
          deletions
          patch
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CompareVersionsQuery, CompareVersionsQueryVariables>;
export const RestoreVersionDocument = new TypedDocumentString(`
    mutation RestoreVersion($parentVersionId: ID!) {
  versionRestore(id: $parentVersionId) {
    version {
      id
      number
      kind
      message
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<RestoreVersionMutation, RestoreVersionMutationVariables>;
export const ExportDocument = new TypedDocumentString(`
    query Export($projectId: ID!) {
  project(id: $projectId) {
    exportUrl(format: ZIP)
  }
}
    `) as unknown as TypedDocumentString<ExportQuery, ExportQueryVariables>;
export const DeployDocument = new TypedDocumentString(`
    mutation Deploy($projectId: ID!, $input: DeploymentCreateInput!) {
  deploymentCreate(projectId: $projectId, input: $input) {
    deployment {
      id
      status
      provider
      version {
        number
      }
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<DeployMutation, DeployMutationVariables>;
export const WatchDeploymentDocument = new TypedDocumentString(`
    subscription WatchDeployment($deploymentId: ID!, $after: StreamCursor) {
  deploymentEvents(deploymentId: $deploymentId, after: $after) {
    cursor
    occurredAt
    event {
      __typename
      ... on DeploymentLogged {
        line
      }
      ... on DeploymentStatusChanged {
        deployment {
          id
          status
          url
          live
          failure
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WatchDeploymentSubscription, WatchDeploymentSubscriptionVariables>;
export const LiveAddressDocument = new TypedDocumentString(`
    query LiveAddress($projectId: ID!) {
  project(id: $projectId) {
    name
    liveUrl
    liveDeployment {
      id
      url
      status
      version {
        number
        message
      }
    }
    deployments(first: 10) {
      nodes {
        id
        status
        live
        createdAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LiveAddressQuery, LiveAddressQueryVariables>;