// SPDX-License-Identifier: GPL-3.0-or-later
// Every tests/data/mail/NAME.eml is read and compared with NAME.json, whose keys are those of `tern-cli parse`; keys it lacks may be anything.
#include "core/mime/ParsedMessage.h"
#include "core/mime/ParsedMessageJson.h"

#include <QDir>
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

class Corpus : public ::testing::TestWithParam<std::string> {};

TEST_P(Corpus, ReadsAsExpected)
{
    const QString base = QStringLiteral(TERN_SOURCE_DIR "/tests/data/mail/") + QString::fromStdString(GetParam());
    const QByteArray raw = contentOf(base + QStringLiteral(".eml"));
    const auto expected = QJsonDocument::fromJson(contentOf(base + QStringLiteral(".json")));
    ASSERT_TRUE(expected.isObject());
    const auto message = parseMessage(raw);
    ASSERT_TRUE(message.ok()) << message.error().toString();
    compare(expected.object(), toJson(*message), GetParam());
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
    for (qsizetype at = 0; at < raw.size(); at += 1 + raw.size() / 40) {
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
    for (const QString &name : QDir(QStringLiteral(TERN_SOURCE_DIR "/tests/data/mail")).entryList({QStringLiteral("*.eml")}))
        found.push_back(name.chopped(4).toStdString());
    return found;
}

std::string nameOf(const ::testing::TestParamInfo<std::string> &parameter)
{
    std::string name = parameter.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Mail, Corpus, ::testing::ValuesIn(names()), nameOf);

} // namespace
} // namespace tern::mime
