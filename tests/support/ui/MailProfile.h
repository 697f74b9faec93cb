// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Store.h"

#include <QTemporaryDir>

#include <memory>

namespace tern::test {

/// One message to be put into a profile.
struct SampleMail {
    QString fromName;
    QString from;
    QString subject;
    QString text;
    UnixMillis date = 0;
    store::Flags flags = 0;
    int attachments = 0;
    std::string inReplyTo;
    QString html;
    QByteArray calendar;        ///< an iCalendar object beside the text
};

/// A profile in a temporary folder with two accounts, nested folders and mail like the mock-ups'; a real store.
class MailProfile final {
public:
    MailProfile();
    /// Opens the store for writing; closed again by closeStore(), so that an engine can hold the profile.
    [[nodiscard]] store::Store &store();
    void closeStore();
    [[nodiscard]] QString path() const { return m_folder.path(); }

    /// Two accounts, folders with roles, the sample messages.
    void fill();
    /// `count` plain messages, one a minute going back from now, in the first account's Archive.
    void fillArchive(int count);
    /// Adds messages to a mailbox, newest UID last.
    void add(MailboxId mailbox, const std::vector<SampleMail> &mail, bool withContent = true);
    /// The server tells labels of messages.
    void setLabels(MailboxId mailbox, const std::vector<std::pair<Uid, QStringList>> &labels);
    /// The server no longer has them.
    void vanish(MailboxId mailbox, const std::vector<Uid> &uids);

    AccountId first, second;
    MailboxId inbox, drafts, sent, archive, junk, trash, projects, chinese, secondInbox;

private:
    QTemporaryDir m_folder;
    std::unique_ptr<store::Store> m_store;
    std::map<MailboxId, std::uint32_t> m_nextUid;
};

/// Today at that time, `daysAgo` days back.
[[nodiscard]] UnixMillis at(int daysAgo, int hour, int minute);

} // namespace tern::test
