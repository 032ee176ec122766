//! What mutations of wireframes answer.

use async_graphql::{ID, SimpleObject};

use super::{Wireframe, WireframeSnapshot};
use crate::graphql::errors::{UserError, payload};
use crate::graphql::generations::Generation;
use crate::graphql::scalars::DateTime;

payload! {
    /// What became of `wireframeCreate`.
    WireframeCreatePayload {
        /// The wireframe.
        wireframe: Wireframe
    }
}

payload! {
    /// What became of `wireframeImport`.
    WireframeImportPayload {
        /// The wireframe.
        wireframe: Wireframe
    }
}

payload! {
    /// What became of `wireframeUpdate`.
    WireframeUpdatePayload {
        /// The wireframe.
        wireframe: Wireframe
    }
}

payload! {
    /// What became of `wireframeApply`.
    WireframeApplyPayload {
        /// The wireframe, with the edits in it.
        wireframe: Wireframe
    }
}

payload! {
    /// What became of `wireframeUndo`.
    WireframeUndoPayload {
        /// The wireframe, without the edit.
        wireframe: Wireframe
    }
}

payload! {
    /// What became of `wireframeRedo`.
    WireframeRedoPayload {
        /// The wireframe, with the edit in it.
        wireframe: Wireframe
    }
}

payload! {
    /// What became of `wireframeDelete`.
    WireframeDeletePayload {
        /// What is gone.
        deleted_id: ID
    }
}

payload! {
    /// What became of `wireframeSnapshotCreate`.
    WireframeSnapshotCreatePayload {
        /// The snapshot.
        snapshot: WireframeSnapshot
    }
}

payload! {
    /// What became of `wireframeSnapshotDelete`.
    WireframeSnapshotDeletePayload {
        /// What is gone.
        deleted_id: ID
    }
}

payload! {
    /// What became of `wireframeRestore`.
    WireframeRestorePayload {
        /// The wireframe, as the snapshot shows it.
        wireframe: Wireframe
    }
}

/// What becomes of a wish to have a wireframe drawn.
#[derive(Debug, SimpleObject)]
pub struct WireframeGeneratePayload {
    /// What is drawn on.
    pub(super) wireframe: Option<Wireframe>,
    /// The turn that draws.
    pub(super) generation: Option<Generation>,
    /// What the user can put right; empty where the mutation succeeded.
    pub(super) user_errors: Vec<UserError>,
}

/// A ticket for a wireframe's socket.
#[derive(Debug, SimpleObject)]
pub struct CollabTicketCreatePayload {
    /// What to send as the parameter `ticket` of the address.
    pub(super) ticket: Option<String>,
    /// The address of the sockets, to which a slash and the wireframe's identifier are added.
    pub(super) url: Option<String>,
    /// Until when the ticket opens a socket; one that is open stays so.
    pub(super) expires_at: Option<DateTime>,
    /// Whether what the viewer draws is taken; otherwise they look on.
    pub(super) can_edit: bool,
    /// What the user can put right; empty where the mutation succeeded.
    pub(super) user_errors: Vec<UserError>,
}
