/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What a person signs in with. */
export type AccountLoginInput = {
  /** The account's address, in any case. */
  email: string;
  /** The account's password. */
  password: string;
};

/** What an account is created with. */
export type AccountRegisterInput = {
  /** The address to sign in with, up to 254 characters. No two accounts have the same one. */
  email: string;
  /** 8 to 1024 characters of any kind; the most common passwords are refused. */
  password: string;
  /**
   * How others see the person, up to 100 characters; by default what stands before the @ of the
   * address.
   */
  displayName?: string | null | undefined;
  /**
   * Makes the account an admin's. A server that others can reach prints it when it starts without
   * an admin; on a loopback address the first account is the admin's anyway.
   */
  setupCode?: string | null | undefined;
};

/** A conversation to begin. */
export type ConversationCreateInput = {
  /** What it is called, up to 200 characters. */
  title?: string | null | undefined;
  /** With whom one talks; AI where absent. */
  kind?: ConversationKind | null | undefined;
};

/** With whom one talks. */
export type ConversationKind =
  /** With the agent: every message starts a generation. */
  | 'AI'
  /** Among the project's members. */
  | 'TEAM'
  | '%future added value';

/** Deploys the head version, after a snapshot of unsaved changes, unless a version is named. */
export type DeploymentCreateInput = {
  /** Who publishes it. */
  provider: DeploymentProvider;
  /** What to publish. */
  versionId?: string | number | null | undefined;
};

/** Who publishes. */
export type DeploymentProvider =
  /** This server. */
  | 'LOCAL'
  | '%future added value';

/** How far a deployment is. */
export type DeploymentStatus =
  /** It waits for its place in the project. */
  | 'QUEUED'
  /** Its files are made. */
  | 'BUILDING'
  /** Its files are stored, and its address is fetched. */
  | 'PUBLISHING'
  /** Its address served it. */
  | 'READY'
  /** Nothing was published because something went wrong. */
  | 'FAILED'
  /** Nothing was published because somebody stopped it. */
  | 'CANCELLED'
  | '%future added value';

/** How bad a problem is. */
export type DiagnosticSeverity =
  /** The file, or one that imports it, does not run. */
  | 'ERROR'
  /** It runs, but probably not as intended. */
  | 'WARNING'
  | '%future added value';

/** What happened to a file. */
export type FileChange =
  /** It was not there before. */
  | 'ADDED'
  /** It has another content. */
  | 'MODIFIED'
  /** It is gone. */
  | 'DELETED'
  /** It has another path, and perhaps another content. */
  | 'RENAMED'
  | '%future added value';

/** How far a generation is. */
export type GenerationStatus =
  /** It waits for its place in the project. */
  | 'QUEUED'
  /** The model works. */
  | 'RUNNING'
  /** Its files are checked. */
  | 'VERIFYING'
  /** It has become a version, or changed nothing. */
  | 'SUCCEEDED'
  /** It changed nothing because something went wrong. */
  | 'FAILED'
  /** It changed nothing because somebody stopped it. */
  | 'CANCELLED'
  | '%future added value';

/**
 * A message to send. `clientKey` makes a retry safe: the same key returns the same message and
 * generation.
 */
export type MessageSendInput = {
  /** The words. */
  text: string;
  /** The model that shall answer, one of `Server.models`; the default one where absent. */
  model?: string | null | undefined;
  /** A key of the client's choice, such as a UUID. */
  clientKey?: string | null | undefined;
  /** Wireframes of the project that the agent shall build, ten at most. */
  wireframeIds?: Array<string | number> | null | undefined;
};

/** A project to make. */
export type ProjectCreateInput = {
  /** Its name, up to 100 characters. */
  name: string;
  /** What it is about, up to 2,000 characters. */
  description?: string | null | undefined;
};

/** What a member may do in a project; each role may do all that the later ones may. */
export type ProjectRole =
  /** Also manages members and deletes the project; there is one. */
  | 'OWNER'
  /** Changes files, talks to the agent, deploys. */
  | 'EDITOR'
  /** Looks. */
  | 'VIEWER'
  | '%future added value';

/** The kinds of problems that a user can put right. */
export type UserErrorCode =
  /** The value is not acceptable. */
  | 'INVALID'
  /** A value is missing. */
  | 'REQUIRED'
  /** The value is too long or too large. */
  | 'TOO_LONG'
  /** The value is too short. */
  | 'TOO_SHORT'
  /** Somebody or something else has it already. */
  | 'TAKEN'
  /** It does not exist, or not for this user. */
  | 'NOT_FOUND'
  /** It has changed since the user looked. */
  | 'CONFLICT'
  /** The user's role does not allow it. */
  | 'FORBIDDEN'
  /** A limit of the server is reached. */
  | 'LIMIT_REACHED'
  /** Something that is needed does not answer, or is switched off. */
  | 'UNAVAILABLE'
  /** The address or the password is wrong. */
  | 'WRONG_CREDENTIALS'
  | '%future added value';

/** What a person may do on the server. */
export type UserRole =
  /** Works in projects. */
  | 'USER'
  /** Also runs the server; sees no project that is not theirs. */
  | 'ADMIN'
  | '%future added value';

/** How a version came about. */
export type VersionKind =
  /** Somebody asked for it, or the server kept unsaved work before something else wrote. */
  | 'MANUAL'
  /** A generation made it. */
  | 'GENERATION'
  /** Somebody went back to an earlier one. */
  | 'RESTORE'
  /** It came with an import. */
  | 'IMPORT'
  | '%future added value';

/** What a wireframe is to be. */
export type WireframeCreateInput = {
  /** What people call it. */
  name: string;
  /** Of the canvas, in CSS pixels; 1440 where it is absent. */
  width?: number | null | undefined;
  /** Of the canvas, in CSS pixels; 1024 where it is absent. */
  height?: number | null | undefined;
};

/** As what a wireframe is written. */
export type WireframeFormat =
  /** A vector graphic. */
  | 'SVG'
  /** A picture of one pixel a CSS pixel. */
  | 'PNG'
  /** A responsive page in one file. */
  | 'HTML'
  /** React components in TypeScript with their styles, in one file. */
  | 'REACT'
  /** All that the wireframe is; `wireframeImport` reads it. */
  | 'JSON'
  | '%future added value';

/** What to draw. */
export type WireframeGenerateInput = {
  /** The screen in words, or the change. */
  prompt: string;
  /** The wireframe to change; absent for one of its own. */
  wireframeId?: string | number | null | undefined;
  /** What a wireframe of its own is called; what the description says where it is absent. */
  name?: string | null | undefined;
  /** Who draws: one of `Server.models`; the default where it is absent. */
  model?: string | null | undefined;
};

/** What a snapshot is to be. */
export type WireframeSnapshotCreateInput = {
  /** What it is called. */
  name: string;
};

/** What to change about a wireframe. */
export type WireframeUpdateInput = {
  /** What people call it. */
  name?: string | null | undefined;
  /** Of the canvas, in CSS pixels. */
  width?: number | null | undefined;
  /** Of the canvas, in CSS pixels. */
  height?: number | null | undefined;
};

export type CanvasViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type CanvasViewerQuery = { viewer: { id: string, displayName: string } | null };

export type CanvasRegisterMutationVariables = Exact<{
  input: AccountRegisterInput;
}>;


export type CanvasRegisterMutation = { accountRegister: { accessToken: string | null, refreshToken: string | null, expiresAt: string | null, user: { displayName: string } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type CanvasLogInMutationVariables = Exact<{
  input: AccountLoginInput;
}>;


export type CanvasLogInMutation = { accountLogin: { accessToken: string | null, refreshToken: string | null, expiresAt: string | null, user: { displayName: string } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type CanvasProjectsQueryVariables = Exact<{ [key: string]: never; }>;


export type CanvasProjectsQuery = { projects: { nodes: Array<{ id: string, name: string, viewerRole: ProjectRole | null, wireframes: { nodes: Array<{ id: string, name: string, width: number, height: number, updatedAt: string }> } }> } };

export type CanvasThumbnailQueryVariables = Exact<{
  id: string | number;
}>;


export type CanvasThumbnailQuery = { node:
    | { elements: Array<{ id: string, component: string, parentId: string | null, x: number, y: number, width: number, height: number, order: string }> }
    | Record<PropertyKey, never>
   | null };

export type CanvasProjectCreateMutationVariables = Exact<{
  input: ProjectCreateInput;
}>;


export type CanvasProjectCreateMutation = { projectCreate: { project: { id: string } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type CanvasWireframeQueryVariables = Exact<{
  id: string | number;
}>;


export type CanvasWireframeQuery = { node:
    | { id: string, name: string, width: number, height: number, project: { id: string, name: string, viewerRole: ProjectRole | null } }
    | Record<PropertyKey, never>
   | null };

export type CanvasComponentsQueryVariables = Exact<{
  projectId: string | number;
  after?: string | null | undefined;
}>;


export type CanvasComponentsQuery = { components: { nodes: Array<{ id: string, name: string, category: string, description: string, propsSchema: unknown, template: string | null, defaultWidth: number, defaultHeight: number, container: boolean, builtin: boolean }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CanvasWireframeCreateMutationVariables = Exact<{
  projectId: string | number;
  input: WireframeCreateInput;
}>;


export type CanvasWireframeCreateMutation = { wireframeCreate: { wireframe: { id: string } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type CanvasWireframeUpdateMutationVariables = Exact<{
  id: string | number;
  input: WireframeUpdateInput;
}>;


export type CanvasWireframeUpdateMutation = { wireframeUpdate: { wireframe: { id: string, name: string, width: number, height: number } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type CanvasWireframeDeleteMutationVariables = Exact<{
  id: string | number;
}>;


export type CanvasWireframeDeleteMutation = { wireframeDelete: { deletedId: string | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type CanvasTicketMutationVariables = Exact<{
  wireframeId: string | number;
}>;


export type CanvasTicketMutation = { collabTicketCreate: { ticket: string | null, canEdit: boolean, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type CanvasExportQueryVariables = Exact<{
  id: string | number;
  format: WireframeFormat;
}>;


export type CanvasExportQuery = { node:
    | { export: { fileName: string, mimeType: string, base64: string } }
    | Record<PropertyKey, never>
   | null };

export type CanvasGenerateMutationVariables = Exact<{
  projectId: string | number;
  input: WireframeGenerateInput;
}>;


export type CanvasGenerateMutation = { wireframeGenerate: { wireframe: { id: string } | null, generation: { id: string } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type CanvasGenerationCancelMutationVariables = Exact<{
  id: string | number;
}>;


export type CanvasGenerationCancelMutation = { generationCancel: { generation: { id: string } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type CanvasGenerationSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type CanvasGenerationSubscription = { generationEvents: { event:
      | { __typename: 'GenerationStatusChanged' }
      | { __typename: 'GenerationStepStarted', step: number }
      | { __typename: 'GenerationTextDelta', text: string }
      | { __typename: 'GenerationFileStarted' }
      | { __typename: 'GenerationFileDelta' }
      | { __typename: 'GenerationFileFinished' }
      | { __typename: 'GenerationFileConflicted' }
      | { __typename: 'GenerationToolCalled' }
      | { __typename: 'GenerationDiagnosed' }
      | { __typename: 'GenerationFinished', status: GenerationStatus, failure: string | null }
     } };

export type CanvasProjectEventsSubscriptionVariables = Exact<{
  projectId: string | number;
}>;


export type CanvasProjectEventsSubscription = { projectEvents: { event:
      | { wireframeId: string, deleted: boolean }
      | Record<PropertyKey, never>
     } };

export type CanvasSignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type CanvasSignOutMutation = { sessionRevoke: { revoked: number, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type CanvasSnapshotsQueryVariables = Exact<{
  id: string | number;
}>;


export type CanvasSnapshotsQuery = { node:
    | { snapshots: { nodes: Array<{ id: string, name: string, createdAt: string, author: { displayName: string } | null }> } }
    | Record<PropertyKey, never>
   | null };

export type CanvasSnapshotCreateMutationVariables = Exact<{
  wireframeId: string | number;
  input: WireframeSnapshotCreateInput;
}>;


export type CanvasSnapshotCreateMutation = { wireframeSnapshotCreate: { snapshot: { id: string } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type CanvasSnapshotDeleteMutationVariables = Exact<{
  id: string | number;
}>;


export type CanvasSnapshotDeleteMutation = { wireframeSnapshotDelete: { deletedId: string | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type CanvasRestoreMutationVariables = Exact<{
  snapshotId: string | number;
}>;


export type CanvasRestoreMutation = { wireframeRestore: { wireframe: { id: string } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type CanvasSuggestionsQueryVariables = Exact<{
  description?: string | null | undefined;
  wireframeId?: string | number | null | undefined;
  selection?: Array<string | number> | string | number | null | undefined;
}>;


export type CanvasSuggestionsQuery = { componentSuggest: Array<{ reason: string, component: { name: string } }> };

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


export type ReadAppQuery = { project: { id: string, name: string, preview: { url: string, revision: number }, headVersion: { id: string, number: number, message: string } | null, files: { totalCount: number, nodes: Array<{ path: string, size: number }> }, file: { mimeType: string, hash: string, text: string | null } | null, diagnostics: Array<{ path: string, line: number, column: number, severity: DiagnosticSeverity, message: string }> } | null };

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

export const CanvasViewerDocument = new TypedDocumentString(`
    query CanvasViewer {
  viewer {
    id
    displayName
  }
}
    `) as unknown as TypedDocumentString<CanvasViewerQuery, CanvasViewerQueryVariables>;
export const CanvasRegisterDocument = new TypedDocumentString(`
    mutation CanvasRegister($input: AccountRegisterInput!) {
  accountRegister(input: $input) {
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
    `) as unknown as TypedDocumentString<CanvasRegisterMutation, CanvasRegisterMutationVariables>;
export const CanvasLogInDocument = new TypedDocumentString(`
    mutation CanvasLogIn($input: AccountLoginInput!) {
  accountLogin(input: $input) {
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
    `) as unknown as TypedDocumentString<CanvasLogInMutation, CanvasLogInMutationVariables>;
export const CanvasProjectsDocument = new TypedDocumentString(`
    query CanvasProjects {
  projects(first: 24, orderBy: {field: UPDATED_AT, direction: DESC}) {
    nodes {
      id
      name
      viewerRole
      wireframes(first: 24) {
        nodes {
          id
          name
          width
          height
          updatedAt
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CanvasProjectsQuery, CanvasProjectsQueryVariables>;
export const CanvasThumbnailDocument = new TypedDocumentString(`
    query CanvasThumbnail($id: ID!) {
  node(id: $id) {
    ... on Wireframe {
      elements {
        id
        component
        parentId
        x
        y
        width
        height
        order
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CanvasThumbnailQuery, CanvasThumbnailQueryVariables>;
export const CanvasProjectCreateDocument = new TypedDocumentString(`
    mutation CanvasProjectCreate($input: ProjectCreateInput!) {
  projectCreate(input: $input) {
    project {
      id
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CanvasProjectCreateMutation, CanvasProjectCreateMutationVariables>;
export const CanvasWireframeDocument = new TypedDocumentString(`
    query CanvasWireframe($id: ID!) {
  node(id: $id) {
    ... on Wireframe {
      id
      name
      width
      height
      project {
        id
        name
        viewerRole
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CanvasWireframeQuery, CanvasWireframeQueryVariables>;
export const CanvasComponentsDocument = new TypedDocumentString(`
    query CanvasComponents($projectId: ID!, $after: String) {
  components(projectId: $projectId, first: 50, after: $after) {
    nodes {
      id
      name
      category
      description
      propsSchema
      template
      defaultWidth
      defaultHeight
      container
      builtin
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<CanvasComponentsQuery, CanvasComponentsQueryVariables>;
export const CanvasWireframeCreateDocument = new TypedDocumentString(`
    mutation CanvasWireframeCreate($projectId: ID!, $input: WireframeCreateInput!) {
  wireframeCreate(projectId: $projectId, input: $input) {
    wireframe {
      id
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CanvasWireframeCreateMutation, CanvasWireframeCreateMutationVariables>;
export const CanvasWireframeUpdateDocument = new TypedDocumentString(`
    mutation CanvasWireframeUpdate($id: ID!, $input: WireframeUpdateInput!) {
  wireframeUpdate(id: $id, input: $input) {
    wireframe {
      id
      name
      width
      height
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CanvasWireframeUpdateMutation, CanvasWireframeUpdateMutationVariables>;
export const CanvasWireframeDeleteDocument = new TypedDocumentString(`
    mutation CanvasWireframeDelete($id: ID!) {
  wireframeDelete(id: $id) {
    deletedId
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CanvasWireframeDeleteMutation, CanvasWireframeDeleteMutationVariables>;
export const CanvasTicketDocument = new TypedDocumentString(`
    mutation CanvasTicket($wireframeId: ID!) {
  collabTicketCreate(wireframeId: $wireframeId) {
    ticket
    canEdit
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CanvasTicketMutation, CanvasTicketMutationVariables>;
export const CanvasExportDocument = new TypedDocumentString(`
    query CanvasExport($id: ID!, $format: WireframeFormat!) {
  node(id: $id) {
    ... on Wireframe {
      export(format: $format) {
        fileName
        mimeType
        base64
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CanvasExportQuery, CanvasExportQueryVariables>;
export const CanvasGenerateDocument = new TypedDocumentString(`
    mutation CanvasGenerate($projectId: ID!, $input: WireframeGenerateInput!) {
  wireframeGenerate(projectId: $projectId, input: $input) {
    wireframe {
      id
    }
    generation {
      id
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CanvasGenerateMutation, CanvasGenerateMutationVariables>;
export const CanvasGenerationCancelDocument = new TypedDocumentString(`
    mutation CanvasGenerationCancel($id: ID!) {
  generationCancel(id: $id) {
    generation {
      id
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CanvasGenerationCancelMutation, CanvasGenerationCancelMutationVariables>;
export const CanvasGenerationDocument = new TypedDocumentString(`
    subscription CanvasGeneration($id: ID!) {
  generationEvents(generationId: $id) {
    event {
      __typename
      ... on GenerationTextDelta {
        text
      }
      ... on GenerationStepStarted {
        step
      }
      ... on GenerationFinished {
        status
        failure
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CanvasGenerationSubscription, CanvasGenerationSubscriptionVariables>;
export const CanvasProjectEventsDocument = new TypedDocumentString(`
    subscription CanvasProjectEvents($projectId: ID!) {
  projectEvents(projectId: $projectId) {
    event {
      ... on WireframeChanged {
        wireframeId
        deleted
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CanvasProjectEventsSubscription, CanvasProjectEventsSubscriptionVariables>;
export const CanvasSignOutDocument = new TypedDocumentString(`
    mutation CanvasSignOut {
  sessionRevoke {
    revoked
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CanvasSignOutMutation, CanvasSignOutMutationVariables>;
export const CanvasSnapshotsDocument = new TypedDocumentString(`
    query CanvasSnapshots($id: ID!) {
  node(id: $id) {
    ... on Wireframe {
      snapshots(first: 50) {
        nodes {
          id
          name
          createdAt
          author {
            displayName
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CanvasSnapshotsQuery, CanvasSnapshotsQueryVariables>;
export const CanvasSnapshotCreateDocument = new TypedDocumentString(`
    mutation CanvasSnapshotCreate($wireframeId: ID!, $input: WireframeSnapshotCreateInput!) {
  wireframeSnapshotCreate(wireframeId: $wireframeId, input: $input) {
    snapshot {
      id
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CanvasSnapshotCreateMutation, CanvasSnapshotCreateMutationVariables>;
export const CanvasSnapshotDeleteDocument = new TypedDocumentString(`
    mutation CanvasSnapshotDelete($id: ID!) {
  wireframeSnapshotDelete(id: $id) {
    deletedId
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CanvasSnapshotDeleteMutation, CanvasSnapshotDeleteMutationVariables>;
export const CanvasRestoreDocument = new TypedDocumentString(`
    mutation CanvasRestore($snapshotId: ID!) {
  wireframeRestore(snapshotId: $snapshotId) {
    wireframe {
      id
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CanvasRestoreMutation, CanvasRestoreMutationVariables>;
export const CanvasSuggestionsDocument = new TypedDocumentString(`
    query CanvasSuggestions($description: String, $wireframeId: ID, $selection: [ID!]) {
  componentSuggest(
    description: $description
    wireframeId: $wireframeId
    selection: $selection
  ) {
    component {
      name
    }
    reason
  }
}
    `) as unknown as TypedDocumentString<CanvasSuggestionsQuery, CanvasSuggestionsQueryVariables>;
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
      }
    }
    file(path: "src/App.tsx") {
      mimeType
      hash
      text
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