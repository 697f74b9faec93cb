// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/Endpoint.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/engine/EngineDriver.h"
#include "tests/support/pop3/ModelPop3Server.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

namespace tern::test {

/// A whole engine with one POP3 account on the model server. Whatever is marked for removal there must be durably here: that is looked at each time.
class MaildropWorld {
public:
    explicit MaildropWorld(store::MaildropPolicy policy = {}) : m_policy(policy)
    {
        open();
        engine::CheckedAccount account;
        account.setup.kind = store::AccountKind::Pop3;
        account.setup.maildrop = policy;
        account.setup.email = QStringLiteral("me@pop.test");
        account.setup.secretFile = (folder.path() / "secret").string();
        std::ofstream(account.setup.secretFile) << "secret\n";
        account.setup.imap = {"127.0.0.1", server.port(), static_cast<int>(Security::Plain), "me"};
        id = EngineDriver::need(EngineDriver::wait<AccountId>([&](auto done) { driver->engine().addAccount(account, std::move(done)); }));
        server.whenMarked([this](const MaildropMessage &message) {
            if (!isKept(message.raw))
                ++removedTooEarly;
        });
    }
    ~MaildropWorld() { server.whenMarked({}); }

    void open(const Clock *clock = nullptr) { driver.emplace(EngineDriver::Options{.profile = folder.path() / "profile", .clock = clock}); }

    /// Subjects in a folder, sorted.
    std::vector<std::string> subjects(const char *mailbox = "INBOX")
    {
        std::vector<std::string> names;
        for (const store::MessageRow &row : driver->rows(id, mailbox))
            names.push_back(row.subject.toStdString());
        std::sort(names.begin(), names.end());
        return names;
    }
    std::vector<std::string> left()
    {
        std::vector<std::string> names;
        for (const MaildropMessage &message : server.messages()) {
            const auto at = message.raw.find("Subject: ") + 9;
            names.push_back(message.raw.substr(at, message.raw.find('\r', at) - at));
        }
        std::sort(names.begin(), names.end());
        return names;
    }
    /// What a reader of its own finds on disk. Thread: any.
    bool isKept(const std::string &raw)
    {
        auto reader = driver->engine().openReader();
        if (!reader)
            return false;
        for (const store::KeptMailbox &mailbox : (*reader)->keptMailboxes(id).valueOr({})) {
            for (const store::KeptEntry &entry : (*reader)->keptEntries(id, mailbox.wireName).valueOr({})) {
                const auto kept = (*reader)->keptContent(id, mailbox.wireName, entry.uid).valueOr(std::nullopt);
                // A faulty server adds its own lines in front.
                if (kept && kept->toStdString().ends_with(raw))
                    return true;
            }
        }
        return false;
    }
    void remove(const char *mailbox, const std::string &subject)
    {
        const auto row = driver->row(id, mailbox, subject);
        ASSERT_TRUE(row) << subject;
        (void)EngineDriver::need(EngineDriver::wait<engine::Engine::OperationIds>([&](auto done) { driver->engine().remove({row->placement}, std::move(done)); }));
    }
    /// Syncs until it goes well. \return how often it had to be tried
    int syncUntilDone()
    {
        for (int tries = 1; tries <= 5; ++tries) {
            if (driver->sync())
                return tries;
        }
        ADD_FAILURE() << "it never goes well:\n" << driver->traced();
        return 0;
    }

    TemporaryFolder folder;
    ModelPop3Server server;
    std::optional<EngineDriver> driver;
    AccountId id;
    std::atomic<int> removedTooEarly{0};

private:
    store::MaildropPolicy m_policy;
};

using Names = std::vector<std::string>;
inline constexpr store::MaildropPolicy kLeave{};
inline constexpr store::MaildropPolicy kTake{false, 0, true};

} // namespace tern::test
