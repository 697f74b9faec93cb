// SPDX-License-Identifier: GPL-3.0-or-later
// A provider that is known to allow one connection is never asked for a second one, and nothing is left undone for it.
#include "tests/scripted/sync/SyncScript.h"

#include <algorithm>
#include <sstream>

namespace tern::test {
namespace {

class ConnectionLimit : public SyncScript {
protected:
    ConnectionLimit() : SyncScript(ModelImapServer::kModern) {}
    void SetUp() override {}
    void begin(int most)
    {
        rig.mostConnections = most;
        SyncScript::SetUp();
        deliver("INBOX", {"one"});
        deliver("Work", {"two"});
        start(true);
    }
    /// The most connections that were open at once, as the dialogue tells.
    [[nodiscard]] int mostOpen() const
    {
        int open = 0;
        int most = 0;
        std::istringstream lines(rig.traced());
        for (std::string line; std::getline(lines, line);) {
            open += line.starts_with("connecting to ") ? 1 : line.starts_with("closed, ") ? -1 : 0;
            most = std::max(most, open);
        }
        return most;
    }
};
INSTANTIATE_TEST_SUITE_P(Modern, ConnectionLimit, ::testing::Values(kEveryKind[0]), kindName);

TEST_P(ConnectionLimit, OneMeansOne)
{
    begin(1);
    ASSERT_TRUE(rig.waitFor([&] { return box("Work").isValid() && shown("INBOX") == Texts{"one"} && shown("Work") == Texts{"two"}; }));
    rig.flag({at("INBOX", "one")}, store::FlagSeen);
    rig.kick();
    EXPECT_TRUE(rig.waitFor([&] { return rig.operations() == 0; }));
    deliver("INBOX", {"three"});
    EXPECT_TRUE(rig.waitFor([&] { return shown("INBOX") == Texts{"one seen", "three"}; }));
    rig.sync(account).retryNow();
    sync();
    EXPECT_EQ(mostOpen(), 1);
}

TEST_P(ConnectionLimit, TwoAreUsedWhereTheyAreAllowed)
{
    begin(2);
    ASSERT_TRUE(rig.waitFor([&] { return box("Work").isValid() && shown("INBOX") == Texts{"one"} && shown("Work") == Texts{"two"}; }));
    EXPECT_TRUE(rig.waitFor([&] { return server.connections() == 2; }));
    EXPECT_EQ(mostOpen(), 2);
}

} // namespace
} // namespace tern::test
