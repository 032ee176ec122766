-- Times are microseconds since 1970 in UTC. Identifiers are UUIDv7. Small enumerations are stored as
-- the words that the code uses for them.

CREATE TABLE settings (
    name {text} PRIMARY KEY,
    value {text} NOT NULL
);

-- Accounts -------------------------------------------------------------------------------------

CREATE TABLE users (
    id {uuid} PRIMARY KEY,
    -- As the person wrote it, and in the form in which addresses are compared.
    email {text} NOT NULL,
    email_key {text} NOT NULL UNIQUE,
    display_name {text} NOT NULL,
    password_hash {text} NOT NULL,
    role {text} NOT NULL,
    created_at bigint NOT NULL
);

CREATE TABLE sessions (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    user_agent {text},
    created_at bigint NOT NULL,
    last_used_at bigint NOT NULL,
    expires_at bigint NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (user_id, last_used_at);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- Every refresh token that a session was given, as a SHA-256 digest. A replaced one is kept until the
-- session ends, so that its reuse is noticed.
CREATE TABLE refresh_tokens (
    digest {bytes} PRIMARY KEY,
    session_id {uuid} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    predecessor {bytes},
    issued_at bigint NOT NULL,
    replaced_at bigint
);
CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id);

-- Projects and files ---------------------------------------------------------------------------

CREATE TABLE projects (
    id {uuid} PRIMARY KEY,
    -- Absent once the owner's account is gone and the project waits for its removal.
    owner_id {uuid} REFERENCES users (id) ON DELETE SET NULL,
    name {text} NOT NULL,
    -- Folded for order and search.
    name_key {text} NOT NULL,
    description {text},
    search_key {text} NOT NULL,
    -- Grows with every change of the files; the optimistic lock of everything that writes them.
    revision bigint NOT NULL,
    file_count bigint NOT NULL,
    file_bytes bigint NOT NULL,
    head_version_id {uuid},
    version_count bigint NOT NULL,
    preview_label {text} NOT NULL UNIQUE,
    slug {text} NOT NULL UNIQUE,
    live_deployment_id {uuid},
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    -- Set when somebody deletes it: it is gone from every answer at once, its rows follow later.
    deleted_at bigint
);
CREATE INDEX projects_by_owner ON projects (owner_id);
CREATE INDEX projects_deleted ON projects (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE project_members (
    project_id {uuid} NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role {text} NOT NULL,
    joined_at bigint NOT NULL,
    PRIMARY KEY (project_id, user_id)
) {table};
CREATE INDEX project_members_by_user ON project_members (user_id, project_id);

CREATE TABLE files (
    project_id {uuid} NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    path {text} NOT NULL,
    -- Git's blob id of the content.
    blob_id {bytes} NOT NULL,
    size bigint NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (project_id, path)
) {table};
CREATE INDEX files_by_blob ON files (blob_id);

-- Paths written or deleted since the head version, so that a snapshot looks at nothing else.
CREATE TABLE unsaved_paths (
    project_id {uuid} NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    path {text} NOT NULL,
    PRIMARY KEY (project_id, path)
) {table};

-- Contents, by git's id. `data` is absent where the content lies in the object store.
CREATE TABLE blobs (
    id {bytes} PRIMARY KEY,
    size bigint NOT NULL,
    data {bytes},
    -- When it was last written, also by somebody who had the same content: a blob is collected
    -- only a while after that.
    touched_at bigint NOT NULL
);
CREATE INDEX blobs_by_touch ON blobs (touched_at);

-- Versions -------------------------------------------------------------------------------------

CREATE TABLE trees (
    id {bytes} PRIMARY KEY,
    data {bytes} NOT NULL,
    touched_at bigint NOT NULL
);

CREATE TABLE versions (
    id {uuid} PRIMARY KEY,
    project_id {uuid} NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    number bigint NOT NULL,
    kind {text} NOT NULL,
    message {text} NOT NULL,
    commit_id {bytes} NOT NULL,
    -- The commit object itself: its bytes make the id, and an export writes them again.
    commit_data {bytes} NOT NULL,
    tree_id {bytes} NOT NULL,
    parent_id {uuid},
    author_id {uuid} REFERENCES users (id) ON DELETE SET NULL,
    generation_id {uuid},
    created_at bigint NOT NULL,
    UNIQUE (project_id, number)
);
CREATE INDEX versions_by_author ON versions (author_id);

-- Conversations and turns ----------------------------------------------------------------------

CREATE TABLE conversations (
    id {uuid} PRIMARY KEY,
    project_id {uuid} NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    title {text} NOT NULL,
    kind {text} NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX conversations_by_project ON conversations (project_id, created_at, id);

CREATE TABLE messages (
    id {uuid} PRIMARY KEY,
    conversation_id {uuid} NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    project_id {uuid} NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    role {text} NOT NULL,
    text {text} NOT NULL,
    author_id {uuid} REFERENCES users (id) ON DELETE SET NULL,
    generation_id {uuid},
    -- Makes a retry of the same author safe.
    client_key {text},
    created_at bigint NOT NULL
);
CREATE INDEX messages_by_conversation ON messages (conversation_id, created_at, id);
CREATE UNIQUE INDEX messages_by_client_key ON messages (conversation_id, author_id, client_key)
    WHERE client_key IS NOT NULL;
CREATE INDEX messages_by_author ON messages (author_id);

CREATE TABLE generations (
    id {uuid} PRIMARY KEY,
    project_id {uuid} NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    conversation_id {uuid} REFERENCES conversations (id) ON DELETE SET NULL,
    requested_by {uuid} REFERENCES users (id) ON DELETE SET NULL,
    status {text} NOT NULL,
    model {text} NOT NULL,
    -- What the turn works on: the version that was the head when it began.
    base_version_id {uuid},
    version_id {uuid},
    failure {text},
    input_tokens bigint NOT NULL,
    output_tokens bigint NOT NULL,
    cached_tokens bigint NOT NULL,
    created_at bigint NOT NULL,
    finished_at bigint
);
CREATE INDEX generations_by_project ON generations (project_id, created_at, id);

-- What a turn has behind it, so that another worker continues where the last one stopped.
CREATE TABLE generation_steps (
    generation_id {uuid} NOT NULL REFERENCES generations (id) ON DELETE CASCADE,
    step bigint NOT NULL,
    -- The model's answer and the results of its tool calls, as JSON.
    record {text} NOT NULL,
    PRIMARY KEY (generation_id, step)
) {table};

-- Deployments ----------------------------------------------------------------------------------

CREATE TABLE deployments (
    id {uuid} PRIMARY KEY,
    project_id {uuid} NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    version_id {uuid} NOT NULL,
    provider {text} NOT NULL,
    status {text} NOT NULL,
    -- The label of its own address.
    label {text} NOT NULL UNIQUE,
    failure {text},
    created_by {uuid} REFERENCES users (id) ON DELETE SET NULL,
    created_at bigint NOT NULL,
    finished_at bigint
);
CREATE INDEX deployments_by_project ON deployments (project_id, created_at, id);

CREATE TABLE deployment_files (
    deployment_id {uuid} NOT NULL REFERENCES deployments (id) ON DELETE CASCADE,
    path {text} NOT NULL,
    media_type {text} NOT NULL,
    -- Whether the name carries a fingerprint of the content.
    immutable boolean NOT NULL,
    blob_id {bytes} NOT NULL,
    gzip_blob_id {bytes},
    brotli_blob_id {bytes},
    PRIMARY KEY (deployment_id, path)
) {table};

-- Event streams --------------------------------------------------------------------------------

CREATE TABLE streams (
    kind smallint NOT NULL,
    subject {uuid} NOT NULL,
    -- The last event's number; the first is 1.
    head bigint NOT NULL,
    -- Events up to this number are no longer kept.
    floor bigint NOT NULL,
    ended_at bigint,
    PRIMARY KEY (kind, subject)
) {table};
CREATE INDEX streams_ended ON streams (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE events (
    kind smallint NOT NULL,
    subject {uuid} NOT NULL,
    seq bigint NOT NULL,
    occurred_at bigint NOT NULL,
    actor_id {uuid},
    payload {text} NOT NULL,
    PRIMARY KEY (kind, subject, seq)
) {table};
CREATE INDEX events_by_age ON events (kind, occurred_at);

-- Jobs -----------------------------------------------------------------------------------------

CREATE TABLE jobs (
    id {uuid} PRIMARY KEY,
    kind {text} NOT NULL,
    -- What the job is about: a generation, a deployment, a project.
    subject {uuid} NOT NULL,
    -- Jobs of one lane run one after the other, in the order in which they came.
    lane {text} NOT NULL,
    state {text} NOT NULL,
    run_at bigint NOT NULL,
    attempt bigint NOT NULL,
    max_attempts bigint NOT NULL,
    -- Grows with every claim: what an earlier holder writes is refused.
    fence bigint NOT NULL,
    lease_until bigint,
    cancel_requested boolean NOT NULL,
    last_error {text},
    created_at bigint NOT NULL,
    finished_at bigint
);
CREATE INDEX jobs_due ON jobs (state, run_at, id);
CREATE INDEX jobs_by_subject ON jobs (subject);
CREATE INDEX jobs_by_lane ON jobs (lane, created_at, id) WHERE state IN ('queued', 'running');
CREATE UNIQUE INDEX jobs_running_lane ON jobs (lane) WHERE state = 'running';
