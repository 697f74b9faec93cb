// SPDX-License-Identifier: GPL-3.0-or-later
// bench_threads [MESSAGES]: lists that many messages into a new store as a first listing does, newest first, 2,000 in a transaction: once as they are, every
// second one an answer, and once without their References. The difference is what threading takes. Then one message more, and conversations looked up.
#include "core/search/Search.h"
#include "core/store/Store.h"
#include "tests/support/bench/Figures.h"
#include "tests/support/bench/Process.h"

#include <cstdlib>
#include <random>

using namespace tern;
using namespace tern::bench;
using namespace tern::store;

namespace {

constexpr std::uint32_t kChunk = 2'000;
constexpr int kLong = 500;              ///< messages of one long thread
constexpr UnixMillis kFirst = 1'600'000'000'000;

template <typename T>
T need(Result<T> result)
{
    if (!result)
        fail(result.error().toString());
    return *std::move(result);
}

void need(const Result<void> &result)
{
    if (!result)
        fail(result.error().toString());
}

/// Who answers whom; message 0 is the oldest.
class Mail {
public:
    explicit Mail(std::uint32_t count) : m_parents(count)
    {
        std::vector<std::uint32_t> live;    // the newest of the threads that people write in
        for (std::uint32_t place = 0; place < count; ++place) {
            m_parents[place] = place;
            const bool isLong = place % 10 == 0 && place + 10 * kLong >= count;
            if (isLong) {
                m_parents[place] = m_newestOfLong.value_or(place);
                m_newestOfLong = place;
            } else if (!live.empty() && m_random() % 100 < 55) {
                std::uint32_t &thread = live[m_random() % live.size()];
                m_parents[place] = std::exchange(thread, place);
            } else if (live.size() < 300) {
                live.push_back(place);
            } else {
                live[m_random() % live.size()] = place;
            }
        }
    }

    [[nodiscard]] ListedRow row(std::uint32_t place, bool withReferences) const
    {
        ListedRow row;
        row.uid = Uid{place + 1};
        row.flags = FlagSeen;
        row.internalDate = row.head.date = kFirst + place * 120'000LL;
        row.head.messageIdHeader = idOf(place);
        const bool isAnswer = m_parents[place] != place;
        row.head.subject = QStringLiteral("%1Project %2").arg(isAnswer ? QStringLiteral("Re: ") : QString()).arg(rootOf(place));
        row.head.fromName = QStringLiteral("Person %1").arg(place % 500);
        row.head.fromAddress = QStringLiteral("person%1@example%2.test").arg(place % 500).arg(place % 40);
        row.head.to = QStringLiteral("receiver@qq.test, list%1@example.test").arg(place % 50);
        row.head.size = 2000 + place % 50'000;
        row.head.headerBlock = QByteArray(600, 'h') + QByteArray::fromStdString(row.head.messageIdHeader);
        // One answer in a hundred names nothing, one in twenty only what it answers.
        if (!isAnswer || !withReferences || place % 100 == 7)
            return row;
        row.head.inReplyTo = {idOf(m_parents[place])};
        if (place % 20 == 3)
            return row;
        for (std::uint32_t at = place; m_parents[at] != at && row.head.references.size() < 20; at = m_parents[at])
            row.head.references.push_back(idOf(m_parents[at]));
        row.head.references.push_back(idOf(rootOf(place)));
        std::reverse(row.head.references.begin(), row.head.references.end());
        return row;
    }

private:
    static std::string idOf(std::uint32_t place) { return "threads." + std::to_string(place) + "." + std::to_string(place * 2'654'435'761U) + "@mail.example.test"; }
    [[nodiscard]] std::uint32_t rootOf(std::uint32_t place) const
    {
        while (m_parents[place] != place)
            place = m_parents[place];
        return place;
    }

    std::vector<std::uint32_t> m_parents;
    std::optional<std::uint32_t> m_newestOfLong;
    std::mt19937 m_random{1};
};

class Profile {
public:
    Profile()
    {
        StoreOptions options;
        options.profile = m_folder.path() / "profile";
        search::addSearch(options);
        m_store = need(Store::open(options));
        need(m_store->writeAndWait([this](StoreWriter &writer) -> Result<void> {
            AccountRecord account;
            account.email = QStringLiteral("receiver@qq.test");
            const AccountId id = *writer.addAccount(account);
            MailboxRecord record;
            record.wireName = "Bulk";
            record.path = record.name = QStringLiteral("Bulk");
            if (auto made = writer.replaceMailboxes(id, {record}); !made)
                return made;
            m_mailbox = (*writer.reader().mailboxByName(id, "Bulk"))->id;
            const auto selected = writer.mailboxSelected(m_mailbox, UidValidity{1}, Uid{1}, 0);
            return selected ? Result<void>() : selected.error();
        }));
    }
    /// Seconds and processor seconds that the store takes; what a lane does beforehand is left out.
    struct Took {
        double seconds = 0, processor = 0;
    };
    Took list(const Mail &mail, std::uint32_t count, bool withReferences)
    {
        Took took;
        for (std::uint32_t end = count; end > 0; end -= std::min(end, kChunk)) {
            RowPreparer preparer;
            for (std::uint32_t place = end - std::min(end, kChunk); place < end; ++place)
                preparer.add(mail.row(place, withReferences), kFirst + count * 120'000LL);
            const auto rows = preparer.take();
            const double before = cpuSeconds();
            took.seconds += secondsOf([&] { need(m_store->writeAndWait([&](StoreWriter &writer) { return writer.insertPrepared(m_mailbox, rows, false); })); });
            took.processor += cpuSeconds() - before;
        }
        return took;
    }
    double insert(const ListedRow &row)
    {
        return 1000 * secondsOf([&] { need(m_store->writeAndWait([&](StoreWriter &writer) { return writer.insertListed(m_mailbox, std::span(&row, 1), true); })); });
    }
    [[nodiscard]] StoreReader &reader()
    {
        if (!m_reader)
            m_reader = need(m_store->openReader());
        return *m_reader;
    }
    [[nodiscard]] MailboxId mailbox() const { return m_mailbox; }
    [[nodiscard]] PlacementId at(std::uint32_t place) { return need(reader().serverPlacement(m_mailbox, Uid{place + 1}))->placement; }

private:
    bench::TemporaryFolder m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<StoreReader> m_reader;
    MailboxId m_mailbox;
};

/// One more, each an answer in another thread.
void oneMore(Profile &profile, std::uint32_t count, const std::string &name)
{
    std::vector<double> with, without;
    const Mail grown(count + 400);
    for (std::uint32_t place = count; place < count + 400; ++place) {
        const bool withReferences = place % 2 == 0;
        (withReferences ? with : without).push_back(profile.insert(grown.row(place, withReferences)));
    }
    print({name + "_one_more", median(with), "ms", 0, 1.0});
    print({name + "_one_more_unthreaded", median(without), "ms"});
}

void lookUp(Profile &profile, std::uint32_t count, const std::string &name)
{
    std::mt19937 random(3);
    std::vector<double> few, many;
    for (int round = 0; round < 300; ++round) {
        const PlacementId open = profile.at(static_cast<std::uint32_t>(random() % count));
        std::size_t rows = 0;
        const double took = 1000 * secondsOf([&] { rows = need(profile.reader().conversation(open, 1000)).rows.size(); });
        if (rows > 1 && rows < 50)
            few.push_back(took);
    }
    std::size_t longest = 0;
    for (int round = 0; round < 9; ++round) {
        const PlacementId open = profile.at((count - 1) / 10 * 10);
        many.push_back(1000 * secondsOf([&] { longest = std::max(longest, need(profile.reader().conversation(open, 1000)).rows.size()); }));
    }
    if (longest < static_cast<std::size_t>(kLong))
        fail("the long conversation has " + std::to_string(longest) + " messages");
    print({name + "_conversation", median(few), "ms", 0, 2.0});
    print({name + "_conversation_worst_of_100", quantile(few, 0.99), "ms"});
    print({name + "_conversation_of_500", median(many), "ms", 0, 30.0});
    ListQuery list{InMailbox{profile.mailbox()}};
    list.threads = true;
    std::vector<std::optional<PageKey>> starts;
    print({name + "_list_outline", 1000 * secondsOf([&] { starts = need(profile.reader().pageStarts(list, 100, {})); }), "ms"});
    std::vector<double> pages;
    for (std::size_t place = 0; place < starts.size(); place += starts.size() / 20 + 1)
        pages.push_back(1000 * secondsOf([&] { (void)need(profile.reader().page(list, starts[place], 100)); }));
    print({name + "_list_page", median(pages), "ms", 0, 10.0});
}

} // namespace

int main(int argc, char **argv)
{
    const auto count = static_cast<std::uint32_t>(argc > 1 ? std::atoi(argv[1]) : 100'000);
    const std::string name = "threads_" + std::to_string(count);
    const Mail mail(count);
    Profile::Took unthreaded;
    {
        Profile plain;
        unthreaded = plain.list(mail, count, false);
    }
    Profile profile;
    const auto threaded = profile.list(mail, count, true);
    // The figure asked for is 20 s for a million.
    print({name, threaded.seconds - unthreaded.seconds, "s", 0, 20.0 * count / 1'000'000});
    print({name + "_processor", threaded.processor - unthreaded.processor, "s"});
    print({name + "_listing", threaded.seconds, "s", unthreaded.seconds});
    print({name + "_listing_processor", threaded.processor, "s", unthreaded.processor});
    oneMore(profile, count, name);
    lookUp(profile, count, name);
    return 0;
}
