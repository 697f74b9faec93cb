// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/engine/EngineDriver.h"
#include "tests/support/model/ModelImapServer.h"
#include "tests/support/pop3/ModelPop3Server.h"

#include <QTemporaryDir>

#include <optional>

namespace tern::test {

/// A POP3 account and an IMAP account in a profile, and a day's work with both, in child processes that end without a word. The servers live in this
/// process and go on. Whatever is marked for removal in the maildrop must be on disk at that moment: that is looked at each time.
class Pop3CrashWorld final {
public:
    explicit Pop3CrashWorld(store::MaildropPolicy policy);

    enum class End { Done, Stopped, Failed };
    /// \param stopAtCommit  0: none.  \param killAfter  none: it runs to its end
    End run(int stopAtCommit = 0, std::optional<std::chrono::microseconds> killAfter = {});
    /// As it was before the first run.
    void reset();
    /// What a person sees, what is kept, and what both servers have.
    std::string describe();
    /// The child of the run under way; for servers that kill it.
    void kill();
    [[nodiscard]] int commits() const;
    [[nodiscard]] std::string failure() const;

    ModelPop3Server pop3;
    ModelImapServer imap{ModelImapServer::Options{std::string(ModelImapServer::kModern) + " MULTIAPPEND"}};
    std::atomic<int> removedTooEarly{0};

private:
    void prepare(store::MaildropPolicy policy);
    bool isKept(const std::string &raw);
    [[nodiscard]] std::filesystem::path path(const char *name) const { return m_folder.filePath(QLatin1String(name)).toStdString(); }

    QTemporaryDir m_folder;
    ModelMail m_mail;
};

} // namespace tern::test
