// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <span>
#include <string>
#include <vector>

namespace tern::sync {

/// Which mailboxes of an account a person uses: opened by hand, or new mail came. Most recent first; kept as a setting.
/// Thread: one at a time; a value.
class RecentMailboxes final {
public:
    RecentMailboxes() = default;
    /// Whatever can't be read is left out.
    [[nodiscard]] static RecentMailboxes fromSetting(const QString &text);
    [[nodiscard]] QString toSetting() const;
    /// The setting's key.
    [[nodiscard]] static QString settingKey(AccountId account);

    /// \return whether that changed the order
    bool note(const std::string &wireName);
    [[nodiscard]] std::span<const std::string> names() const { return m_names; }

private:
    std::vector<std::string> m_names;
};

/// The order in which a walk takes an account's mailboxes: the inbox, those in use, then by how likely they are to be looked at; mail nobody asked for last.
void sortForWalk(std::vector<store::MailboxRecord> &mailboxes, const RecentMailboxes &recent);

/// Whether a walk looks at it: of what isn't the person's own, only what they subscribed to.
[[nodiscard]] bool isWalked(const store::MailboxRecord &mailbox);

/// Whether new mail in a mailbox with this role shows that a person uses it.
[[nodiscard]] bool newMailMeansUse(store::MailboxRole role);

} // namespace tern::sync
