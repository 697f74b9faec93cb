// SPDX-License-Identifier: GPL-3.0-or-later
// Every NAME.eml in tests/data/mail and its folders is read and compared with NAME.json, whose keys are those of `tern-cli parse`; keys it lacks may be
// anything, and "why" says why the message is there.
#include "core/mime/ParsedMessage.h"
#include "core/mime/ParsedMessageJson.h"
#include "core/mime/ProviderDomains.h"
#include "core/mime/SenderChecks.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <gtest/gtest.h>

namespace tern::mime {
namespace {

QByteArray contentOf(const QString &name)
{
    QFile file(name);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << name.toStdString();
    return file.readAll();
}

std::string shown(const QJsonValue &value)
{
    return QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).toStdString();
}

void compare(const QJsonValue &expected, const QJsonValue &found, const std::string &where)
{
    if (expected.isObject() && found.isObject()) {
        const QJsonObject object = expected.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            compare(it.value(), found.toObject().value(it.key()), where + "." + it.key().toStdString());
        return;
    }
    if (expected.isArray() && found.isArray() && expected.toArray().size() == found.toArray().size()) {
        for (qsizetype i = 0; i < expected.toArray().size(); ++i)
            compare(expected.toArray().at(i), found.toArray().at(i), where + "[" + std::to_string(i) + "]");
        return;
    }
    EXPECT_EQ(shown(found), shown(expected)) << where;
}

/// As the reader sees them in an account at example.net.
QJsonArray warningsOf(const ParsedMessage &message)
{
    QJsonArray kinds;
    for (const auto &findings : {checkSender(message, {providerDomains(QStringLiteral("imap.example.net")), {QStringLiteral("example.net"), QStringLiteral("paypal.com")}}),
                                 checkLinks(message.html)}) {
        for (const SenderFinding &finding : findings)
            kinds.append(nameOf(finding.kind));
    }
    return kinds;
}

class Corpus : public ::testing::TestWithParam<std::string> {};

TEST_P(Corpus, ReadsAsExpected)
{
    const QString base = QStringLiteral(TERN_SOURCE_DIR "/tests/data/mail/") + QString::fromStdString(GetParam());
    const QByteArray raw = contentOf(base + QStringLiteral(".eml"));
    const auto expected = QJsonDocument::fromJson(contentOf(base + QStringLiteral(".json")));
    ASSERT_TRUE(expected.isObject());
    QJsonObject object = expected.object();
    EXPECT_FALSE(object.take(QStringLiteral("why")).toString().isEmpty()) << "nobody knows why it is here";
    const QJsonValue warnings = object.take(QStringLiteral("warnings"));
    const auto message = parseMessage(raw);
    ASSERT_TRUE(message.ok()) << message.error().toString();
    if (warnings.isArray())
        compare(warnings, warningsOf(*message), GetParam() + ".warnings");
    compare(object, toJson(*message), GetParam());
    for (const Attachment &attachment : message->attachments) {
        const auto content = partContent(raw, attachment.part);
        ASSERT_TRUE(content.ok()) << attachment.part;
        EXPECT_EQ(content->size(), attachment.size);
    }
}

/// A message cut at any place, or with any byte changed, is still read, or refused; never more.
TEST_P(Corpus, SurvivesBeingDamaged)
{
    const QByteArray raw = contentOf(QStringLiteral(TERN_SOURCE_DIR "/tests/data/mail/") + QString::fromStdString(GetParam()) + QStringLiteral(".eml"));
    const ParseOptions options{.hashAttachments = false};
    for (qsizetype at = 0; at < raw.size(); at += 1 + raw.size() / 12) {
        static_cast<void>(parseMessage(raw.left(at), options));
        for (const char byte : {'\n', '\0', '-', '"', '\xff'}) {
            QByteArray changed = raw;
            changed[at] = byte;
            static_cast<void>(parseMessage(changed, options));
        }
    }
}

std::vector<std::string> names()
{
    std::vector<std::string> found;
    const QDir folder(QStringLiteral(TERN_SOURCE_DIR "/tests/data/mail"));
    QDirIterator files(folder.path(), {QStringLiteral("*.eml")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        found.push_back(folder.relativeFilePath(files.next()).chopped(4).toStdString());
    std::sort(found.begin(), found.end());
    return found;
}

std::string nameOf(const ::testing::TestParamInfo<std::string> &parameter)
{
    std::string name = parameter.param;
    std::replace_if(name.begin(), name.end(), [](char c) { return c == '-' || c == '/'; }, '_');
    return name;
}

TEST(CorpusSize, IsWhatWasAskedFor)
{
    EXPECT_GE(names().size(), 300U);
}

INSTANTIATE_TEST_SUITE_P(Mail, Corpus, ::testing::ValuesIn(names()), nameOf);

} // namespace
} // namespace tern::mime
