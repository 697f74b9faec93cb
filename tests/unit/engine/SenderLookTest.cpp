// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/SenderLook.h"
#include "core/search/Search.h"
#include "tests/support/ui/MailProfile.h"

#include <gtest/gtest.h>

namespace tern::engine {
namespace {

class SenderLookTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        m_profile.fill();
        m_profile.add(m_profile.inbox, {{QStringLiteral("Ann Bell"), QStringLiteral("ann@example.org"), QStringLiteral("first"), QStringLiteral("x"), 1'700'000'000'000}});
        m_reader = std::move(*m_profile.store().openReader());
    }
    [[nodiscard]] mime::ParsedMessage from(const QByteArray &address) const { return *mime::parseMessage("From: " + address + "\r\nMessage-ID: <one@x>\r\nSubject: s\r\n\r\nx\r\n"); }
    /// The newest message of a subject.
    [[nodiscard]] MessageId message(const QString &subject) const
    {
        const auto page = m_reader->page({store::InMailbox{m_profile.inbox}}, std::nullopt, 100);
        EXPECT_TRUE(page.ok());
        for (const store::MessageRow &row : page->rows) {
            if (row.subject == subject)
                return row.message;
        }
        return {};
    }

    test::MailProfile m_profile;
    std::unique_ptr<store::StoreReader> m_reader;
};

TEST_F(SenderLookTest, TheFirstMessageOfAnAddressIsCalledSo)
{
    const MessageId first = message(QStringLiteral("first"));
    ASSERT_TRUE(first.isValid());
    EXPECT_TRUE(isFirstFrom(*m_reader, first, from("ann@example.org")));
    // Another message of hers is here.
    m_profile.add(m_profile.archive, {{QStringLiteral("Ann Bell"), QStringLiteral("ann@example.org"), QStringLiteral("second"), QStringLiteral("x"), 1'700'000'060'000}});
    EXPECT_FALSE(isFirstFrom(*m_reader, first, from("ann@example.org")));
}

TEST_F(SenderLookTest, WhomOneWroteToIsNoStranger)
{
    ASSERT_TRUE(m_profile.store().writeAndWait([](store::StoreWriter &writer) {
        const std::vector<std::pair<QString, QString>> ann{{QStringLiteral("Ann"), QStringLiteral("ann@example.org")}};
        return writer.noteCorrespondents(ann, true);
    }).ok());
    EXPECT_FALSE(isFirstFrom(*m_reader, message(QStringLiteral("first")), from("Ann@example.org")));
}

TEST_F(SenderLookTest, OneselfIsNoStranger)
{
    const QByteArray own = m_reader->account(m_profile.first)->email.toUtf8();
    EXPECT_FALSE(isFirstFrom(*m_reader, {}, from(own)));
}

TEST_F(SenderLookTest, AChosenCharsetIsKeptForAMessageOrForItsSender)
{
    const auto choose = [this](CharsetScope scope, const QString &of, const QString &charset) {
        ASSERT_TRUE(m_profile.store().writeAndWait([&](store::StoreWriter &writer) { return writer.setSetting(charsetKey(scope, of), charset); }).ok());
    };
    EXPECT_EQ(chosenCharset(*m_reader, from("ann@example.org")), "");
    choose(CharsetScope::Sender, QStringLiteral("Ann@example.org"), QStringLiteral("KOI8-R"));
    EXPECT_EQ(chosenCharset(*m_reader, from("ann@example.org")), "KOI8-R");
    EXPECT_EQ(chosenCharset(*m_reader, from("bob@example.org")), "");
    choose(CharsetScope::Message, QStringLiteral("one@x"), QStringLiteral("Big5-HKSCS"));
    EXPECT_EQ(chosenCharset(*m_reader, from("ann@example.org")), "Big5-HKSCS");
    choose(CharsetScope::Message, QStringLiteral("one@x"), QString());
    EXPECT_EQ(chosenCharset(*m_reader, from("ann@example.org")), "KOI8-R");
}

} // namespace
} // namespace tern::engine
