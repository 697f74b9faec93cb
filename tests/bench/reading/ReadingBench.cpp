// SPDX-License-Identifier: GPL-3.0-or-later
// bench_reading [MESSAGES]: reading in the real window, over a profile that was filled from a real server: from the click to the painted message (text, HTML of
// 100 KB, the first HTML of a start, 25 MB), a key held down, and the memory after so many messages.
#include "tests/bench/mime/TypicalMail.h"
#include "tests/bench/reading/ReadingFigures.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/bench_engine/BenchEngine.h"

#include <QApplication>

#include <cstdlib>

using namespace tern;
using namespace tern::bench;

namespace {

constexpr int kHtml = 12;       // messages of 100 KB
constexpr int kText = 60;

QByteArray headOf(const QByteArray &kind, int number)
{
    return "From: Ann Bell <ann@example.org>\r\nTo: li@example.org\r\nSubject: " + kind + ' ' + QByteArray::number(number) + "\r\nDate: Mon, 23 Nov 2026 09:41:02 +0800\r\nMessage-ID: <" + kind + '.'
        + QByteArray::number(number) + "@reading.example>\r\nMIME-Version: 1.0\r\n";
}

/// A newsletter: tables, styles, links; 100 KB.
QByteArray htmlMail(int number)
{
    QByteArray html = "<html><head><style>td{padding:8px;font-family:sans-serif}.head{background:#0b57d0;color:#fff}</style></head><body><table width=600 align=center>";
    for (int row = 0; html.size() < 100'000; ++row) {
        html += "<tr><td class=\"" + QByteArray(row % 10 ? "text" : "head") + "\"><h3 style=\"margin:0\">Item " + QByteArray::number(row) + "</h3><p style=\"color:#5f6368\">The night train to Wien runs daily from "
            "14 March; seats from <b>29 EUR</b>.</p><a href=\"https://example.org/" + QByteArray::number(row) + "\">See the times</a></td></tr>\r\n";
    }
    return headOf("html", number) + "Content-Type: text/html; charset=utf-8\r\n\r\n" + html + "</table></body></html>\r\n";
}

QByteArray largeMail()
{
    const QByteArray line = QByteArray(76, 'Q') + "\r\n";
    return headOf("large", 1) + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nThe film is attached.\r\n--b\r\nContent-Type: video/mp4; name=film.mp4\r\n"
           "Content-Disposition: attachment; filename=film.mp4\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + line.repeated(25 * 1024 * 1024 / static_cast<int>(line.size())) + "--b--\r\n";
}

void put(BenchEngine &engine, MailboxId mailbox, const QByteArray &raw)
{
    need(wait<void>([&](auto done) { engine.engine().importMessage(mailbox, raw, store::FlagSeen, 0, std::move(done)); }));
}

struct Folders {
    MailboxId html, large, many;
};

Folders fill(BenchEngine &engine, int messages)
{
    engine.sync({});
    for (const char *name : {"Html", "Large", "Many"})
        need(wait<void>([&](auto done) { engine.engine().createMailbox(engine.account(), QString::fromLatin1(name), std::move(done)); }));
    engine.sync({});
    const Folders folders{engine.mailbox("Html").id, engine.mailbox("Large").id, engine.mailbox("Many").id};
    for (int i = 0; i < kHtml; ++i)
        put(engine, folders.html, htmlMail(i));
    put(engine, folders.large, largeMail());
    for (const QByteArray &raw : typicalMail(messages))
        put(engine, folders.many, raw);
    engine.sync({.bodies = true});
    need(wait<void>([&](auto done) { engine.engine().whenIndexed(std::move(done)); }));
    return folders;
}

void measureHtml(ReadingFigures &figures, MailboxId folder)
{
    const int rows = figures.openFolder(folder);
    print({"reading_first_html", figures.read(0), "ms", 0, 600});
    std::vector<double> times;
    for (int row = 1; row < rows; ++row)
        times.push_back(figures.read(row));
    print({"reading_html_100k_median", median(times), "ms", 0, 120});
    print({"reading_html_100k_slowest", quantile(times, 1), "ms"});
}

void measureMany(ReadingFigures &figures, MailboxId folder)
{
    const int rows = figures.openFolder(folder);
    // The first half fills caches of a fixed size: fonts, the engine's own, pages of the store.
    std::vector<double> times;
    std::vector<double> memory;
    for (int row = 0; row < rows; ++row) {
        times.push_back(figures.read(row));
        if ((row + 1) % (rows / 4) == 0)
            memory.push_back(ReadingFigures::memory());
    }
    const double after = memory.back();
    print({"reading_mixed_median", median(times), "ms"});
    print({"reading_memory_growth_of_the_last_1/2", after - memory.at(1), "MB", 0, 15});
    print({"reading_memory_growth_of_the_last_1/4", after - memory.at(memory.size() - 2), "MB", 0, 8});
    print({"reading_memory", after, "MB"});
}

} // namespace

int main(int argc, char **argv)
{
    const int messages = argc > 1 ? std::atoi(argv[1]) : 1'000;
    test::TestServersOptions serverOptions;
    serverOptions.bulk = kText;
    serverOptions.seed = true;
    serverOptions.more = {"--bulk-folder", "INBOX"};
    test::TestServers servers(serverOptions);
    test::TemporaryFolder folder;
    const std::string profile = (folder.path() / "profile").string();
    Folders folders;
    MailboxId inbox;
    {
        BenchEngine engine(servers, {profile});
        folders = fill(engine, messages);
        inbox = engine.mailbox("INBOX").id;
    }
    QCoreApplication::setApplicationName(QStringLiteral("tern"));
    QCoreApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
    QApplication application(argc, argv);
    app::Options options;
    options.profile = QString::fromStdString(profile);
    app::Application tern(options);
    if (!tern.start())
        fail("the window did not open");
    ReadingFigures figures(tern);
    measureHtml(figures, folders.html);
    const int rows = figures.openFolder(inbox);
    std::vector<double> times;
    for (int row = 1; row < std::min(rows, kText); ++row)
        times.push_back(figures.read(row));
    print({"reading_text_median", median(times), "ms", 0, 30});
    print({"reading_text_slowest", quantile(times, 1), "ms"});
    figures.openFolder(folders.large);
    print({"reading_25mb", figures.read(0), "ms", 0, 150});
    measureMany(figures, folders.many);
    figures.openFolder(folders.many);
    print({"reading_key_held_longest_stall", figures.longestStall(300), "ms", 0, 50});
    return 0;
}
