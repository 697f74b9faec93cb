// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/model/ModelImapServer.h"
#include "tests/support/sync/SyncRig.h"

#include <gtest/gtest.h>

namespace tern::test {

using Texts = std::vector<std::string>;

constexpr const char *kCondstore = "IMAP4rev1 ID UNSELECT LITERAL+ IDLE UIDPLUS MOVE ENABLE CONDSTORE";
constexpr const char *kNoMove = "IMAP4rev1 ID UNSELECT LITERAL+ IDLE UIDPLUS";

/// The same scenario against servers that can more and less.
struct ServerKind {
    const char *name;
    const char *capabilities;
};

/// All that ADR 008 speaks of.
constexpr const char *kFull =
    "IMAP4rev1 ID UNSELECT LITERAL+ IDLE NAMESPACE UIDPLUS MOVE SPECIAL-USE LIST-EXTENDED LIST-STATUS ENABLE CONDSTORE QRESYNC NOTIFY PARTIAL OBJECTID "
    "PREVIEW QUOTA UTF8=ACCEPT APPENDLIMIT=1000000 MULTIAPPEND";
/// As Gmail does: its own ids, no QRESYNC, no LIST-STATUS here.
constexpr const char *kGmail = "IMAP4rev1 ID UNSELECT LITERAL- IDLE NAMESPACE UIDPLUS MOVE XLIST ENABLE CONDSTORE X-GM-EXT-1 QUOTA";

inline const ServerKind kEveryKind[] = {{"QResync", ModelImapServer::kModern}, {"Condstore", kCondstore}, {"NoMove", kNoMove},
                                        {"Plain", ModelImapServer::kPlain},    {"Full", kFull},           {"Gmail", kGmail}};

/// A model server and a profile with one account on it.
class SyncScript : public ::testing::TestWithParam<ServerKind> {
protected:
    explicit SyncScript(const char *capabilities) : server(ModelImapServer::Options{capabilities}) {}
    SyncScript() : SyncScript(GetParam().capabilities) {}

    void SetUp() override
    {
        rig.open();
        account = rig.addAccount("receiver@qq.test", server.port());
    }
    /// A failure shows the dialogue that led to it.
    void TearDown() override
    {
        rig.close();
        if (HasFailure())
            ADD_FAILURE() << rig.traced();
    }

    [[nodiscard]] bool can(const char *capability) const { return std::string(GetParam().capabilities).find(capability) != std::string::npos; }

    void sync()
    {
        const auto summary = rig.syncNow(account);
        ASSERT_TRUE(summary.ok()) << summary.error().toString();
    }
    void start(bool automatic = false) { rig.startAll(automatic); }
    [[nodiscard]] Texts shown(const std::string &mailbox) { return rig.shown(account, mailbox); }
    [[nodiscard]] PlacementId at(const std::string &mailbox, const std::string &name) { return rig.placement(account, mailbox, name); }
    [[nodiscard]] MailboxId box(const std::string &mailbox) { return rig.mailbox(account, mailbox); }
    /// Delivers one message for each name.
    void deliver(const std::string &mailbox, const Texts &names)
    {
        for (const std::string &name : names)
            server.deliver(mailbox, name);
    }

    ModelImapServer server;
    SyncRig rig;
    AccountId account;
};

inline std::string kindName(const ::testing::TestParamInfo<ServerKind> &info)
{
    return info.param.name;
}

} // namespace tern::test
