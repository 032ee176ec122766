//! The table `project_members`.

use std::collections::HashMap;

use sea_orm::FromQueryResult;

use super::number;
use crate::clock::Timestamp;
use crate::db::{Sql, Tx};
use crate::error::Result;
use crate::ids::{Id as _, ProjectId, UserId};
use crate::paging::{Key, Order, Page, PageRequest};
use crate::projects::members::Member;
use crate::projects::{Access, Role};
use crate::values;

#[derive(FromQueryResult)]
struct MemberRow {
    user_id: UserId,
    role: Role,
    joined_at: Timestamp,
}

impl From<MemberRow> for Member {
    fn from(row: MemberRow) -> Self {
        Self { user: row.user_id, role: row.role, joined_at: row.joined_at }
    }
}

pub(in crate::projects) async fn members(
    connection: &impl Sql,
    access: &Access,
    page: &PageRequest,
) -> Result<Page<Member>> {
    let columns = vec![("joined_at", Key::Int(0)), ("user_id", Key::Id(uuid::Uuid::nil()))];
    let order = Order { columns, descending: false };
    let (rest, more) = page.sql(&order, 1)?;
    let mut values = values![access.project];
    values.extend(more);
    let sql = format!("SELECT user_id, role, joined_at FROM project_members WHERE project_id = $1{rest}");
    let rows: Vec<MemberRow> = connection.rows(&sql, values).await?;
    Ok(page.page(rows, |row| vec![Key::Int(row.joined_at.0), Key::Id(row.user_id.uuid())]).map(Member::from))
}

pub(in crate::projects) async fn member(
    connection: &impl Sql,
    access: &Access,
    user: UserId,
) -> Result<Option<Member>> {
    let sql = "SELECT user_id, role, joined_at FROM project_members WHERE project_id = $1 AND user_id = $2";
    let row: Option<MemberRow> = connection.row(sql, values![access.project, user]).await?;
    Ok(row.map(Member::from))
}

/// The roles of those pairs that are members of a project that is not deleted.
pub(in crate::projects) async fn roles(
    connection: &impl Sql,
    pairs: &[(ProjectId, UserId)],
) -> Result<HashMap<(ProjectId, UserId), Role>> {
    #[derive(FromQueryResult)]
    struct Row {
        project_id: ProjectId,
        user_id: UserId,
        role: Role,
    }
    let mut members = HashMap::new();
    for some in pairs.chunks(250) {
        let list: Vec<String> =
            (0..some.len()).map(|at| format!("(${}, ${})", 2 * at + 1, 2 * at + 2)).collect();
        let sql = format!(
            "SELECT m.project_id, m.user_id, m.role FROM project_members m JOIN projects p ON p.id = m.project_id \
             WHERE p.deleted_at IS NULL AND (m.project_id, m.user_id) IN (VALUES {})",
            list.join(", ")
        );
        let values = some.iter().flat_map(|&(project, user)| values![project, user]).collect();
        let rows: Vec<Row> = connection.rows(&sql, values).await?;
        members.extend(rows.into_iter().map(|row| ((row.project_id, row.user_id), row.role)));
    }
    Ok(members)
}

pub(in crate::projects) async fn member_count(tx: &Tx, project: ProjectId) -> Result<u64> {
    let sql = "SELECT COUNT(*) AS count FROM project_members WHERE project_id = $1";
    number(tx, sql, values![project]).await
}

pub(in crate::projects) async fn owner(tx: &Tx, project: ProjectId) -> Result<Option<UserId>> {
    #[derive(FromQueryResult)]
    struct Row {
        owner_id: UserId,
    }
    let row: Option<Row> = tx.row("SELECT owner_id FROM projects WHERE id = $1", values![project]).await?;
    Ok(row.map(|row| row.owner_id))
}

pub(in crate::projects) async fn set_owner(tx: &Tx, project: ProjectId, owner: UserId) -> Result<()> {
    tx.run("UPDATE projects SET owner_id = $2 WHERE id = $1", values![project, owner]).await?;
    Ok(())
}

pub(in crate::projects) async fn set_member(
    tx: &Tx,
    project: ProjectId,
    user: UserId,
    role: Role,
    now: Timestamp,
) -> Result<()> {
    tx.run(
        "INSERT INTO project_members (project_id, user_id, role, joined_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (project_id, user_id) DO UPDATE SET role = excluded.role",
        values![project, user, role, now],
    )
    .await?;
    Ok(())
}

pub(in crate::projects) async fn remove_member(tx: &Tx, project: ProjectId, user: UserId) -> Result<()> {
    let sql = "DELETE FROM project_members WHERE project_id = $1 AND user_id = $2";
    tx.run(sql, values![project, user]).await?;
    Ok(())
}
