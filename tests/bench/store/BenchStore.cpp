// SPDX-License-Identifier: GPL-3.0-or-later
// Prints the store's figures, one a line, for the number of rows given (20,000 by default).
#include "core/search/Search.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <random>

using namespace tern;
using namespace tern::store;

namespace {

double secondsOf(const std::function<void()> &work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Median of several runs, in milliseconds.
double millisOf(int runs, const std::function<void()> &work)
{
    std::vector<double> times;
    for (int run = 0; run < runs; ++run)
        times.push_back(secondsOf(work) * 1000);
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

void check(const Result<void> &result)
{
    if (result)
        return;
    std::fprintf(stderr, "%s\n", result.error().toString().c_str());
    std::exit(1);
}

const QStringList &words()
{
    static const QStringList list = QString::fromUtf8("project meeting report invoice budget schedule review release summer travel photo update "
                                                      "newsletter question answer contract delivery order account security backup server network "
                                                      "会议纪要 项目进度 季度报告 合同 发票 出差 安排 通知 请查收 附件 数据中心 年度总结 人事 培训 讨论稿 服务器 升级 计划")
                                        .split(QLatin1Char(' '));
    return list;
}

ListedRow makeRow(std::uint32_t uid, std::mt19937 &random)
{
    auto word = [&] { return words().at(static_cast<int>(random() % static_cast<unsigned>(words().size()))); };
    ListedRow row;
    row.uid = Uid{uid};
    row.flags = random() % 4 == 0 ? Flags{0} : Flags{FlagSeen};
    row.internalDate = 1'600'000'000'000 + uid * 300'000LL;
    row.head.messageIdHeader = "bench." + std::to_string(uid) + "." + std::to_string(random()) + "@mail.example.test";
    if (uid > 20 && random() % 3 == 0)
        row.head.references = {"thread." + std::to_string(uid / 8) + "@mail.example.test"};
    row.head.subject = word() + QLatin1Char(' ') + word() + QLatin1Char(' ') + word() + QStringLiteral(" %1").arg(uid);
    row.head.fromName = QStringLiteral("Person Number%1").arg(random() % 500);
    row.head.fromAddress = QStringLiteral("person%1@example%2.test").arg(random() % 500).arg(random() % 40);
    row.head.to = QStringLiteral("receiver@qq.test, list%1@example.test").arg(random() % 50);
    row.head.date = row.internalDate;
    row.head.size = 2000 + static_cast<std::int64_t>(random() % 50000);
    row.head.headerBlock = QByteArray(700, 'h') + QByteArray::fromStdString(row.head.messageIdHeader);
    row.head.bodyStructure = "(\"text\" \"plain\" (\"charset\" \"utf-8\") NIL NIL \"quoted-printable\" 1234 40 NIL NIL NIL NIL)";
    return row;
}

} // namespace

int main(int argc, char **argv)
{
    const auto count = static_cast<std::uint32_t>(argc > 1 ? std::atoi(argv[1]) : 20'000);
    std::string pattern = (std::filesystem::temp_directory_path() / "tern-bench-XXXXXX").string();
    const std::filesystem::path folder = ::mkdtemp(pattern.data());
    StoreOptions options;
    options.profile = folder / "profile";
    search::addSearch(options);
    auto opened = Store::open(options);
    if (!opened) {
        std::fprintf(stderr, "%s\n", opened.error().toString().c_str());
        return 1;
    }
    auto store = *std::move(opened);
    AccountId account;
    MailboxId inbox, archive;
    check(store->writeAndWait([&](StoreWriter &writer) -> Result<void> {
        AccountRecord record;
        record.email = QStringLiteral("receiver@qq.test");
        account = *writer.addAccount(record);
        MailboxRecord in, to;
        in.wireName = "INBOX";
        in.role = MailboxRole::Inbox;
        to.wireName = "Archive";
        if (auto replaced = writer.replaceMailboxes(account, {in, to}); !replaced)
            return replaced;
        inbox = (*writer.reader().mailboxByName(account, "INBOX"))->id;
        archive = (*writer.reader().mailboxByName(account, "Archive"))->id;
        for (const MailboxId mailbox : {inbox, archive})
            (void)writer.mailboxSelected(mailbox, UidValidity{1}, Uid{1}, 0);
        return {};
    }));

    std::mt19937 random(1);
    std::vector<std::vector<ListedRow>> chunks;
    constexpr std::uint32_t kChunk = 2000;
    for (std::uint32_t last = count; last > 0; last -= std::min(kChunk, last)) {
        std::vector<ListedRow> chunk;
        for (std::uint32_t uid = last; uid > 0 && uid + kChunk > last; --uid)
            chunk.push_back(makeRow(uid, random));
        chunks.push_back(std::move(chunk));
    }
    const std::clock_t cpuBefore = std::clock();
    const double listing = secondsOf([&] {
        for (const auto &chunk : chunks)
            check(store->writeAndWait([&](StoreWriter &writer) { return writer.insertListed(inbox, chunk, false); }));
    });
    std::printf("listing_cpu_seconds_per_20000 %.3f\n", static_cast<double>(std::clock() - cpuBefore) / CLOCKS_PER_SEC * 20'000 / count);
    std::printf("listing_rows_per_second %.0f\n", count / listing);
    std::printf("listing_seconds_per_20000 %.3f\n", listing * 20'000 / count);

    auto sizes = [&](const char *when) {
        for (const char *name : {"durable.db-wal", "content.db-wal", "cache.db", "cache.db-wal"}) {
            std::error_code missing;
            std::printf("bytes_%s [%s] %lld\n", when, name, static_cast<long long>(std::filesystem::file_size(options.profile / name, missing)));
        }
    };
    sizes("after_listing");
    auto reader = *store->openReader();
    std::printf("open_reader_ms %.2f\n", millisOf(9, [&] { (void)store->openReader(); }));
    const ListQuery query{InMailbox{inbox}};
    std::optional<PageKey> next;
    std::printf("first_page_100_ms %.3f\n", millisOf(9, [&] { next = (*reader->page(query, std::nullopt, 100)).next; }));
    const auto starts = *reader->pageStarts(query, 100, {});
    std::printf("page_starts_ms %.3f\n", millisOf(5, [&] { (void)reader->pageStarts(query, 100, {}); }));
    std::printf("middle_page_100_ms %.3f\n", millisOf(9, [&] { (void)reader->page(query, starts[starts.size() / 2], 100); }));
    for (const auto &[name, sort] : {std::pair{"from", SortBy::From}, std::pair{"subject", SortBy::Subject}, std::pair{"size", SortBy::Size}}) {
        ListQuery sorted = query;
        sorted.sortBy = sort;
        std::printf("page_by_%s_ms %.3f\n", name, millisOf(5, [&] { (void)reader->page(sorted, std::nullopt, 100); }));
    }
    ListQuery unread = query;
    unread.unreadOnly = true;
    std::printf("unread_page_ms %.3f\n", millisOf(5, [&] { (void)reader->page(unread, std::nullopt, 100); }));
    std::printf("all_placements_ms %.3f\n", millisOf(3, [&] { (void)reader->placements(query); }));

    for (const char *text : {"会议", "议纪", "会", "meeting", "meet", "m", "r", "报告 meeting", "from:person17", "subject:合同 is:unread", "number4999 会议"}) {
        ListQuery found{SearchResults{QString::fromUtf8(text), {}, {}}};
        std::size_t rows = 0;
        const double time = millisOf(5, [&] { rows = (*reader->page(found, std::nullopt, 100)).rows.size(); });
        std::printf("search_ms [%s] %.3f (%zu)\n", text, time, rows);
    }

    auto placements = *reader->placements(query);
    placements.resize(std::min<std::size_t>(placements.size(), 10'000));
    OperationId id;
    const double moving = secondsOf([&] {
        check(store->writeAndWait([&](StoreWriter &writer) -> Result<void> {
            NewOperation move;
            move.kind = OperationKind::Move;
            move.placements = placements;
            move.target = archive;
            auto added = writer.addOperation(move);
            if (!added)
                return added.error();
            id = *added;
            return {};
        }));
        (void)reader->page({InMailbox{archive}}, std::nullopt, 100);
    });
    std::printf("move_10000_ms %.1f\n", moving * 1000);
    std::vector<StoreWriter::Done> done(placements.size());
    for (std::size_t place = 0; place < done.size(); ++place) {
        done[place].ordinal = static_cast<std::int64_t>(place) + 1;
        done[place].sourceGone = true;
        done[place].targetUid = Uid{static_cast<std::uint32_t>(place) + 1};
        done[place].targetUidValidity = UidValidity{1};
    }
    std::printf("move_done_10000_ms %.1f\n", 1000 * secondsOf([&] { check(store->writeAndWait([&](StoreWriter &writer) { return writer.operationDone(id, done); })); }));
    std::printf("flag_10000_ms %.1f\n", 1000 * secondsOf([&] {
        check(store->writeAndWait([&](StoreWriter &writer) -> Result<void> {
            NewOperation flag;
            flag.placements = placements;
            flag.addFlags = FlagFlagged;
            auto added = writer.addOperation(flag);
            return added ? Result<void>() : added.error();
        }));
    }));
    sizes("at_end");
    std::printf("bytes_on_disk %lld\n", static_cast<long long>((*reader->totals()).bytesOnDisk));
    reader.reset();
    store.reset();
    std::printf("open_store_ms %.1f\n", 1000 * secondsOf([&] { (void)Store::open(options); }));
    if (argc > 2) // keep it, to be looked at
        std::printf("profile %s\n", options.profile.c_str());
    else
        std::filesystem::remove_all(folder);
    return 0;
}
