// SPDX-License-Identifier: GPL-3.0-or-later
// Stops the process at every commit of a send, starts again, and demands: delivered once, or a person is asked. Never twice, never lost.
#include "tests/support/faults/FaultRun.h"
#include "tests/support/faults/Zygote.h"
#include "tests/unit/outbox/LaneWorld.h"

#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>

namespace tern::outbox::test {
namespace {

using tern::test::Zygote;

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

DeliveryOutcome acceptAndNote(const MailRequest &request, const Ledger &ledger)
{
    auto outcome = FakeSender::accept(request);
    if (outcome.acceptedReply)
        ledger.add('d');
    return outcome;
}

/// One process over the profile, until nothing is left to do or until it is stopped before a commit.
/// \param words  "one", profile, the ledger's and the copies' file, the number of the commit, whether it queues the message
int sendOne(const Zygote::Words &words)
{
    const Ledger ledger(words.at(2));
    const Ledger copies(words.at(3));
    const std::uint64_t stopAt = std::strtoull(words.at(4).c_str(), nullptr, 10);
    LaneWorld world([stopAt](std::uint64_t number) {
        if (number == stopAt)
            _exit(kStopped);
    }, QString::fromStdString(words.at(1)));
    world.sender.script = {[&](const MailRequest &request) { return acceptAndNote(request, ledger); }};
    // The server's Sent folder outlives the process too.
    for (int i = 0; i < copies.count('c'); ++i)
        world.folders.boxes["Sent"].push_back({Uid{++world.folders.lastUid}, "one@example.org"});
    if (words.at(5) == "enqueues")
        world.enqueue();
    world.pass();
    for (int i = 0; i < world.folders.appends; ++i)
        copies.add('c');
    return 0;
}

constexpr int kSeries = 24;

/// As sendOne(), with a long series; the server is asked ahead, as one that pipelines is. Each message it takes leaves its name.
/// \param words  "series", profile, the file of the names, the number of the commit, whether it queues the messages
int sendSeries(const Zygote::Words &words)
{
    const std::string taken = words.at(2);
    const std::uint64_t stopAt = std::strtoull(words.at(3).c_str(), nullptr, 10);
    const bool enqueues = words.at(4) == "enqueues";
    bool isQueued = !enqueues;
    std::uint64_t commits = 0;
    LaneWorld world([&](std::uint64_t) {
        if (isQueued && ++commits == stopAt)
            _exit(kStopped);
    }, QString::fromStdString(words.at(1)));
    world.sender.asksAhead = true;
    world.sender.script = {[&](const MailRequest &request) {
        auto outcome = FakeSender::accept(request);
        std::ifstream file(request.file);
        std::string line;
        std::getline(file, line);
        std::getline(file, line);
        if (outcome.acceptedReply)
            std::ofstream(taken, std::ios::app) << line << "\n";
        return outcome;
    }};
    for (int i = 0; enqueues && i < kSeries; ++i)
        world.enqueue({QStringLiteral("ann@example.org")}, {}, "m" + std::to_string(i));
    isQueued = true;
    world.pass();
    return 0;
}

Zygote &zygote()
{
    static auto *const made = static_cast<Zygote *>(::testing::AddGlobalTestEnvironment(
        new Zygote([](const Zygote::Words &words) { return words.at(0) == "one" ? sendOne(words) : sendSeries(words); })));
    return *made;
}
// Before main(), so that the process without threads is there first.
[[maybe_unused]] const Zygote &kZygote = zygote();

/// \return whether the process was stopped.
bool wasStopped(const Zygote::Words &words)
{
    (void)zygote().start(words);
    const int status = zygote().wait();
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_TRUE(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == kStopped) << WEXITSTATUS(status);
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
        const std::string delivery = folder.filePath(QStringLiteral("delivered")).toStdString();
        const std::string copies = folder.filePath(QStringLiteral("copies")).toStdString();
        const Ledger ledger(delivery);
        const bool stopped = wasStopped({"one", profile.toStdString(), delivery, copies, std::to_string(stopAt), "enqueues"});
        for (int run = 0; run < 2; ++run)       // the second must change nothing
            wasStopped({"one", profile.toStdString(), delivery, copies, "0", "goes on"});
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

TEST(SendCrash, ALongSeriesStoppedAtEveryCommit)
{
    int stops = 0;
    std::size_t mostAsked = 0;
    for (std::uint64_t stopAt = 1; stopAt < 500; stopAt += stopAt < 20 ? 1 : 9) {
        const QTemporaryDir folder(QString::fromStdString(tern::test::faultFolder() + "/tern-series-XXXXXX"));
        const QString profile = folder.filePath(QStringLiteral("profile"));
        const std::string taken = folder.filePath(QStringLiteral("taken")).toStdString();
        const bool stopped = wasStopped({"series", profile.toStdString(), taken, std::to_string(stopAt), "enqueues"});
        wasStopped({"series", profile.toStdString(), taken, "0", "goes on"});
        std::vector<std::string> names;
        std::ifstream file(taken);
        for (std::string line; std::getline(file, line);)
            names.push_back(line);
        std::sort(names.begin(), names.end());
        EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end()) << "sent twice after a stop at commit " << stopAt;
        LaneWorld after({}, profile);
        auto items = after.reader->outbox(true);
        ASSERT_TRUE(items.ok());
        ASSERT_EQ(items->size(), static_cast<std::size_t>(kSeries));
        std::size_t asked = 0;
        for (const store::OutboxRecord &item : *items) {
            asked += item.state == store::OutboxState::Unknown ? 1U : 0U;
            if (item.state != store::OutboxState::Unknown) {
                EXPECT_EQ(item.state, store::OutboxState::SentCopySaved) << item.messageIdHeader << " after a stop at commit " << stopAt;
            }
        }
        EXPECT_GE(names.size() + asked, static_cast<std::size_t>(kSeries)) << "lost after a stop at commit " << stopAt;
        mostAsked = std::max(mostAsked, asked);
        if (!stopped)
            break;
        ++stops;
    }
    EXPECT_GT(stops, 20) << "the series was not stopped in many places";
    EXPECT_GT(mostAsked, 0U);
    EXPECT_LE(mostAsked, 3U);
}

} // namespace
} // namespace tern::outbox::test
