// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Connection.h"
#include "core/store/Records.h"

#include <map>
#include <set>
#include <vector>

namespace tern::store {

/// Which rows carry the labels that a search asks for, as Gmail has them.
/// Thread: the connection's. Throws SQLite::Exception.
class LabelSearch final {
public:
    /// \param wanted  as labelKey(); a row must carry each
    LabelSearch(Connection &connection, std::vector<QString> wanted) : m_connection(connection), m_wanted(std::move(wanted)) {}

    [[nodiscard]] bool isNeeded() const { return !m_wanted.empty(); }
    /// A folder that may be searched. Only what is told here carries labels.
    struct Folder {
        MailboxId mailbox;
        AccountId account;
        MailboxRole role = MailboxRole::None;
        QString path;
        bool fullyListed = false;
    };
    void add(const Folder &folder);
    /// Where every row that matches has a placement: the folder that is the label itself, if it is searched; All Mail for a label that is no folder
    /// here; nothing for one that nobody carries.
    [[nodiscard]] std::set<MailboxId> where() const;
    /// \param labels  of a row in the mailbox, joined. The mailbox's own label is not among them.
    [[nodiscard]] bool carries(MailboxId mailbox, const QString &labels) const;

private:
    struct Entry : Folder {
        std::set<QString> keys;     ///< what it is as a label
    };
    [[nodiscard]] std::set<QString> known(AccountId account) const;

    Connection &m_connection;
    const std::vector<QString> m_wanted;
    std::map<MailboxId, Entry> m_folders;
};

} // namespace tern::store
