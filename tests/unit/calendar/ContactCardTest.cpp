// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/calendar/ContactCard.h"
#include "tests/unit/calendar/CalendarFiles.h"

namespace tern::calendar {
namespace {

std::vector<ContactCard> cardsOf(const QByteArray &bytes)
{
    return readContactCards({bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

TEST(ContactCard, OfAnIPhone)
{
    const auto cards = cardsOf(testFile("contacts/iphone.vcf"));
    ASSERT_EQ(cards.size(), 1U);
    const ContactCard &card = cards.front();
    EXPECT_EQ(card.name, QStringLiteral("Dr. Maria Anna Keller"));
    EXPECT_EQ(card.organization, (QStringList{QStringLiteral("Example GmbH"), QStringLiteral("Vertrieb, Nord")}));
    EXPECT_EQ(card.title, QStringLiteral("Head of Sales"));
    ASSERT_EQ(card.addresses.size(), 2U);
    EXPECT_EQ(card.addresses[0].use, ContactCard::Use::Work);
    EXPECT_TRUE(card.addresses[0].isPreferred);
    EXPECT_EQ(card.addresses[1].use, ContactCard::Use::Home);
    ASSERT_EQ(card.phones.size(), 2U);
    EXPECT_EQ(card.phones[0].use, ContactCard::Use::Mobile);
    EXPECT_EQ(card.phones[1].label, QStringLiteral("Boat"));
    EXPECT_EQ(card.places.front().value, QStringLiteral("Jungfernstieg 1, Hamburg, 20095, Germany"));
    EXPECT_EQ(card.web, QStringList{QStringLiteral("https://example.org/maria")});
    EXPECT_EQ(card.note, QStringLiteral("Likes boats.\nSecond line."));
}

TEST(ContactCard, OfAnOldPhone)
{
    const auto cards = cardsOf(testFile("contacts/nokia21.vcf"));
    ASSERT_EQ(cards.size(), 1U);
    EXPECT_EQ(cards[0].name, QStringLiteral("张伟"));
    EXPECT_EQ(cards[0].organization.value(0), QStringLiteral("北京示例科技有限公司"));
    ASSERT_EQ(cards[0].phones.size(), 2U);
    EXPECT_EQ(cards[0].phones[1].use, ContactCard::Use::Fax);
    ASSERT_EQ(cards[0].addresses.size(), 1U) << "its agent's is not its own";
}

TEST(ContactCard, InGb2312)
{
    EXPECT_EQ(cardsOf(testFile("contacts/gb2312.vcf")).at(0).name, QStringLiteral("李四"));
}

TEST(ContactCard, SeveralOfVersionFour)
{
    const auto cards = cardsOf(testFile("contacts/four.vcf"));
    ASSERT_EQ(cards.size(), 2U);
    ASSERT_EQ(cards[0].addresses.size(), 1U) << "only what mail can be sent to";
    EXPECT_TRUE(cards[0].addresses[0].isPreferred);
    EXPECT_EQ(cards[0].web, QStringList{QStringLiteral("https://example.com/")});
    EXPECT_EQ(cards[0].phones.front().use, ContactCard::Use::Home);
    EXPECT_EQ(cards[1].name, QStringLiteral("Second gnp.exe"));
}

TEST(ContactCard, InUtf16)
{
    const QString text = QStringLiteral("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë\r\nEMAIL:zoe@example.org\r\nEND:VCARD\r\n");
    QByteArray bytes("\xFF\xFE", 2);
    bytes.append(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
    ASSERT_EQ(cardsOf(bytes).size(), 1U);
    EXPECT_EQ(cardsOf(bytes).front().name, QStringLiteral("Zoë"));
}

TEST(ContactCard, WhatIsNoneAndWhatIsTooMuch)
{
    EXPECT_TRUE(cardsOf("").empty());
    EXPECT_TRUE(cardsOf("FN:x\r\nEMAIL:a@b.example\r\n").empty());
    EXPECT_TRUE(cardsOf("BEGIN:VCARD\r\nEND:VCARD\r\n").empty());
    QByteArray many;
    for (int i = 0; i < 300; ++i)
        many += "BEGIN:VCARD\r\nFN:x\r\n" + QByteArray("EMAIL:a@b.example\r\n").repeated(100) + "END:VCARD\r\n";
    const auto cards = cardsOf(many);
    EXPECT_EQ(cards.size(), 100U);
    EXPECT_EQ(cards.front().addresses.size(), 50U);
    EXPECT_EQ(cardsOf(QByteArray("BEGIN:VCARD\r\n").repeated(100'000)).size(), 0U);
}

} // namespace
} // namespace tern::calendar
