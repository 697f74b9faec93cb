// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/sync/SyncScenes.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace tern::bench {

void changesElsewhere(int messages)
{
    constexpr int kRounds = 3;
    const int half = messages / 2;
    test::TestServersOptions options;
    options.bulk = messages;
    test::TestServers servers(options);
    BareImap bare(servers.imap.plain, servers.receiver().user, servers.receiver().password);
    TemporaryFolder folders[kRounds];
    store::MailboxRecord before;
    for (const TemporaryFolder &folder : folders) {
        BenchEngine engine(servers, {folder.path() / "profile"});
        engine.sync({});
        before = engine.mailbox("Bulk");
    }
    bare.run("SELECT Bulk");
    bare.run("UID STORE 1:" + std::to_string(half) + " FLAGS.SILENT (\\Flagged \\Answered)");
    bare.run("UID STORE " + std::to_string(half + 1) + ":* +FLAGS.SILENT (\\Deleted)");
    bare.run("EXPUNGE");
    BareImap reading(servers.imap.plain, servers.receiver().user, servers.receiver().password);
    reading.run("ENABLE QRESYNC");
    std::vector<double> ours, server;
    for (const TemporaryFolder &folder : folders) {
        server.push_back(reading.run("SELECT Bulk (QRESYNC (" + std::to_string(before.uidValidity.value) + " " + std::to_string(before.highestModSeq.value) + "))"));
        reading.run("UNSELECT");
        BenchEngine engine(servers, {folder.path() / "profile"});
        const MailboxId bulk = engine.mailbox("Bulk").id;
        ours.push_back(engine.sync({}));
        store::ListQuery all{store::InMailbox{bulk}};
        if (need(engine.reader().count(all)) != half)
            fail("not all that was expunged is gone");
        all.flaggedOnly = true;
        if (need(engine.reader().count(all)) != half)
            fail("not all flags came");
    }
    const std::string name = "changed_elsewhere_" + std::to_string(messages);
    print({name, median(ours), "s", 0, 1.0});
    print({name + "_against_bare_select", median(ours), "s", median(server)});
}

void newMail(int messages)
{
    constexpr int kRounds = 30;
    test::TestServersOptions options;
    options.bulk = messages;
    options.more = {"--bulk-folder", "INBOX"};
    test::TestServers servers(options);
    BareImap bare(servers.imap.plain, servers.receiver().user, servers.receiver().password);
    TemporaryFolder folder;
    BenchEngine::Options automatic{folder.path() / "profile"};
    automatic.automatic = true;
    BenchEngine engine(servers, automatic);
    wantNoBodies(engine);
    engine.sync({});
    waitUntilInStep(engine);
    std::this_thread::sleep_for(std::chrono::milliseconds(500));    // change sets of what was listed come a little later
    const MailboxId inbox = engine.mailbox("INBOX").id;
    std::atomic<double> visible = 0;
    engine.onChange([&](const store::ChangeSet &changes) {
        const auto rows = changes.mailboxes.find(inbox);
        if (rows != changes.mailboxes.end() && !rows->second.inserted.empty() && visible == 0)
            visible = systemMillis();
    });
    std::vector<double> latencies;
    for (int round = 0; round < kRounds; ++round) {
        engine.engine().trace().clear();
        visible = 0;
        const std::string raw = "From: a@b.test\r\nSubject: new " + std::to_string(round) + "\r\nMessage-ID: <new" + std::to_string(round) + "@b.test>\r\n\r\nHello\r\n";
        bare.run("APPEND INBOX {" + std::to_string(raw.size()) + "+}\r\n" + raw);
        engine.waitFor("the new message", [&] { return visible > 0; });
        double exists = 0;
        for (const TraceLine &line : engine.engine().trace().snapshot()) {
            if (exists == 0 && line.direction == TraceDirection::Server && line.text.ends_with(" EXISTS"))
                exists = static_cast<double>(line.at);
        }
        if (exists == 0)
            fail("no EXISTS in the trace");
        latencies.push_back(visible - exists);
    }
    engine.onChange({});
    print({"new_mail_visible", median(latencies), "ms", 0, 100});
    print({"new_mail_visible_slowest", quantile(latencies, 1), "ms", 0, 100});
}

} // namespace tern::bench
