// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/ProtocolWords.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSet>

#include <gtest/gtest.h>

namespace tern::test {
namespace {

TraceLine said(const char *protocol, TraceDirection direction, const char *text)
{
    TraceLine line;
    line.protocol = protocol;
    line.direction = direction;
    line.text = text;
    return line;
}

std::string found(const TraceLine &line)
{
    std::string all;
    for (const ui::ProtocolWord *word : ui::wordsIn(line))
        all += (all.empty() ? "" : " ") + std::string(word->word);
    return all;
}

TEST(ProtocolWords, AreFoundWhereTheyAreWordsOfTheProtocol)
{
    constexpr auto C = TraceDirection::Client;
    constexpr auto S = TraceDirection::Server;
    struct Row {
        const char *protocol;
        TraceDirection direction;
        const char *text, *words;
    };
    for (const Row &row : {Row{"IMAP", C, "A7 UID FETCH 1:9 (UID FLAGS BODY.PEEK[HEADER.FIELDS (DATE FROM)])", "UID FETCH FLAGS BODY.PEEK HEADER.FIELDS"},
                           Row{"IMAP", C, "LIST select \"LIST\"", "SELECT"},
                           Row{"IMAP", C, "S3 AUTHENTICATE SCRAM-SHA-256 [secret]", "AUTHENTICATE SCRAM-SHA-256 [SECRET]"},
                           Row{"IMAP", C, "A1 UID STORE 7 +FLAGS.SILENT (\\Seen \\Deleted)", "UID STORE FLAGS.SILENT \\SEEN \\DELETED"},
                           Row{"IMAP", C, "DONE", "DONE"},
                           Row{"IMAP", S, "* OK [CAPABILITY IMAP4rev1 IDLE AUTH=PLAIN] IDLE is what LIST does", "* OK CAPABILITY IDLE AUTH PLAIN"},
                           Row{"IMAP", S, "A7 NO [OVERQUOTA] QUOTA exceeded", "NO OVERQUOTA"},
                           Row{"IMAP", S, "* 12 EXISTS", "* EXISTS"},
                           Row{"IMAP", S, "+ go on", "+"},
                           Row{"IMAP", S, "* BYE LOGOUT", "* BYE"},
                           Row{"POP3", C, "USER someone", "USER"},
                           Row{"POP3", C, "AUTH PLAIN [secret]", "AUTH PLAIN [SECRET]"},
                           Row{"POP3", S, "-ERR [IN-USE] TOP secret", "-ERR IN-USE"},
                           Row{"POP3", S, "+OK LIST follows", "+OK"},
                           Row{"POP3", S, "SASL PLAIN LOGIN", "SASL PLAIN LOGIN"},
                           Row{"SMTP", S, "250-SIZE 35882577", "250 SIZE"},
                           Row{"SMTP", S, "250-AUTH LOGIN PLAIN", "250 AUTH LOGIN PLAIN"},
                           Row{"SMTP", S, "550 5.1.1 MAIL is not for you", "550"},
                           Row{"SMTP", C, "MAIL FROM:<SIZE@example.test> SIZE=38112 BODY=8BITMIME", "MAIL FROM SIZE BODY 8BITMIME"},
                           Row{"SMTP", C, "RCPT TO:<a@example.test> NOTIFY=FAILURE,DELAY", "RCPT TO NOTIFY FAILURE DELAY"},
                           Row{"HTTPS", C, "GET / HTTP/1.1", ""},
                           Row{"IMAP", TraceDirection::Note, "connected, LIST", ""},
                           Row{"IMAP", S, "", ""},
                           Row{"SMTP", S, "2", ""}})
        EXPECT_EQ(found(said(row.protocol, row.direction, row.text)), row.words) << row.text;
}

TEST(ProtocolWords, SurviveWhateverAServerSays)
{
    for (const char *protocol : {"IMAP", "POP3", "SMTP"}) {
        for (const std::string &text : {std::string("\"never closed"), std::string("<"), std::string(1, '\0') + "LIST", std::string(400, '['), std::string("\xFF\xFE [secret"),
                                       std::string("* OK ["), std::string("250-"), std::string("+OK [")}) {
            TraceLine line = said(protocol, TraceDirection::Server, "");
            line.text = text;
            EXPECT_LE(ui::wordsIn(line).size(), 8U);
            EXPECT_FALSE(ui::lineExplanation(line).contains(QStringLiteral("<script")));
        }
    }
}

TEST(ProtocolWords, EachIsThereOnceWithItsRfcAndASentence)
{
    for (const char *protocol : {"IMAP", "POP3", "SMTP"}) {
        QSet<QByteArray> seen;
        for (const ui::ProtocolWord &word : ui::protocolWords(protocol)) {
            EXPECT_FALSE(seen.contains(word.word)) << protocol << " " << word.word << " twice";
            seen.insert(word.word);
            EXPECT_EQ(QByteArray(word.word).toUpper(), word.word);
            EXPECT_TRUE(QByteArray(word.meaning).endsWith('.')) << word.word;
            const QByteArray where(word.where);
            EXPECT_TRUE(where.startsWith("RFC ") || where == "Gmail") << word.word;
        }
        EXPECT_GT(seen.size(), 30) << protocol;
    }
}

/// Whatever Tern's own code says to a server or understands from it has an entry: every word in capitals in the string literals of a protocol's folder.
TEST(ProtocolWords, EverythingThatTernSaysHasAnEntry)
{
    const QRegularExpression literal(QStringLiteral("\"((?:[^\"\\\\]|\\\\.)*)\""));
    const QRegularExpression word(QStringLiteral("(?<![A-Za-z0-9.])[A-Z][A-Z0-9]*(?:[-/.][A-Z0-9]+)*\\+?(?![A-Za-z0-9])"));
    struct Protocol {
        const char *name, *folder;
        QString others;     // names of header fields, of the protocol itself, our own tags, beginnings of longer words
    };
    const QString fields = QStringLiteral("AUTHENTICATION-RESULTS AUTO-SUBMITTED BCC CC CONTENT-TYPE DATE DISPOSITION-NOTIFICATION-TO FROM IMPORTANCE IN-REPLY-TO LIST-ID LIST-POST "
                                          "LIST-UNSUBSCRIBE LIST-UNSUBSCRIBE-POST MESSAGE-ID REFERENCES REPLY-TO SENDER SUBJECT TO X-PRIORITY ");
    for (const Protocol &protocol : {Protocol{"IMAP", "imap", fields + QStringLiteral("S1 S2 S3 IMAP SCRAM")}, Protocol{"POP3", "pop3", QStringLiteral("OK ERR POP3 SYS")},
                                     Protocol{"SMTP", "smtp", QStringLiteral("SMTP SCRAM")}}) {
        const QStringList others = protocol.others.split(QLatin1Char(' '));
        QSet<QString> known;
        for (const ui::ProtocolWord &entry : ui::protocolWords(protocol.name))
            known.insert(QString::fromUtf8(entry.word));
        const QDir folder(QStringLiteral(TERN_SOURCE_DIR "/core/net/") + QString::fromLatin1(protocol.folder));
        int looked = 0;
        for (const QString &name : folder.entryList({QStringLiteral("*.cpp"), QStringLiteral("*.h")})) {
            QFile file(folder.filePath(name));
            ASSERT_TRUE(file.open(QIODevice::ReadOnly));
            for (const QByteArray &line : file.readAll().split('\n')) {
                if (line.trimmed().startsWith("//") || line.startsWith("#include"))
                    continue;
                for (auto literals = literal.globalMatch(QString::fromUtf8(line)); literals.hasNext();) {
                    QString text = literals.next().captured(1);
                    text.replace(QRegularExpression(QStringLiteral("\\\\[rnt0]")), QStringLiteral(" "));
                    for (auto words = word.globalMatch(text); words.hasNext();) {
                        const QString one = words.next().captured();
                        if (one.size() < 2)
                            continue;
                        ++looked;
                        const QByteArray spokenAs = (protocol.name == std::string("IMAP") ? QByteArray("T ") : QByteArray()).append(one.toUtf8());
                        const TraceLine spoken = said(protocol.name, TraceDirection::Client, spokenAs.constData());
                        EXPECT_TRUE(known.contains(one) || others.contains(one) || !ui::wordsIn(spoken).empty()) << protocol.name << ": " << one.toStdString() << " in " << name.toStdString();
                    }
                }
            }
        }
        EXPECT_GT(looked, 30) << protocol.name;
    }
}

} // namespace
} // namespace tern::test
