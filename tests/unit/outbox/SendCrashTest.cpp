// SPDX-License-Identifier: GPL-3.0-or-later
// Stops the process at every commit of a send, starts again, and demands: delivered once, or a person is asked. Never twice, never lost.
#include "tests/unit/outbox/LaneWorld.h"

#include <sys/wait.h>
#include <unistd.h>

namespace tern::outbox::test {
namespace {

constexpr int kStopped = 42;

/// What outlives a killed process: a line for each message that a server took.
class Ledger {
public:
    explicit Ledger(std::string file) : m_file(std::move(file)) {}
    void add(char what) const { std::ofstream(m_file, std::ios::app) << what; }
    [[nodiscard]] int count(char what) const
    {
        std::ifstream file(m_file);
        return static_cast<int>(std::count(std::istreambuf_iterator<char>(file), {}, what));
    }

private:
    std::string m_file;
};

DeliveryOutcome acceptAndNote(const MailSender::Request &request, const Ledger &ledger)
{
    auto outcome = FakeSender::accept(request);
    if (outcome.acceptedReply)
        ledger.add('d');
    return outcome;
}

/// Runs one process over the profile until nothing is left to do, or until it is stopped before commit number `stopAt`.
/// \return whether it was stopped.
bool runProcess(const QString &profile, const Ledger &ledger, const Ledger &copies, std::uint64_t stopAt, bool enqueues)
{
    const pid_t child = fork();
    if (child == 0) {
        {
            LaneWorld world([stopAt](std::uint64_t number) {
                if (number == stopAt)
                    _exit(kStopped);
            }, profile);
            world.sender.script = {[&](const MailSender::Request &request) { return acceptAndNote(request, ledger); }};
            // The server's Sent folder outlives the process too.
            for (int i = 0; i < copies.count('c'); ++i)
                world.folders.boxes["Sent"].push_back({Uid{++world.folders.lastUid}, "one@example.org"});
            if (enqueues)
                world.enqueue();
            world.pass();
            for (int i = 0; i < world.folders.appends; ++i)
                copies.add('c');
        }
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_TRUE(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == kStopped);
    return WEXITSTATUS(status) == kStopped;
}

TEST(SendCrash, StopsAtEveryCommit)
{
    int delivered = 0;
    int asked = 0;
    int lostBeforeQueued = 0;
    for (std::uint64_t stopAt = 1; stopAt < 100; ++stopAt) {
        const QTemporaryDir folder;
        const QString profile = folder.filePath(QStringLiteral("profile"));
        const Ledger ledger(folder.filePath(QStringLiteral("delivered")).toStdString());
        const Ledger copies(folder.filePath(QStringLiteral("copies")).toStdString());
        const bool stopped = runProcess(profile, ledger, copies, stopAt, true);
        runProcess(profile, ledger, copies, 0, false);
        runProcess(profile, ledger, copies, 0, false);      // one more run must change nothing
        LaneWorld after({}, profile);
        auto items = after.reader->outbox(true);
        ASSERT_TRUE(items.ok());
        ASSERT_LE(ledger.count('d'), 1) << "sent twice after a stop at commit " << stopAt;
        if (items->empty()) {
            ++lostBeforeQueued;
            EXPECT_EQ(ledger.count('d'), 0) << "sent before it was durable";
        } else if (items->front().state == store::OutboxState::SentCopySaved) {
            ++delivered;
            EXPECT_EQ(ledger.count('d'), 1);
        } else {
            ++asked;
            EXPECT_EQ(items->front().state, store::OutboxState::Unknown) << "stopped at commit " << stopAt;
        }
        if (!stopped)
            break;
    }
    EXPECT_GT(delivered, 2);
    EXPECT_GT(asked, 0) << "the stop between the dot and the acceptance must have been among them";
    EXPECT_GT(lostBeforeQueued, 0) << "send() had not been answered then";
}

} // namespace
} // namespace tern::outbox::test
