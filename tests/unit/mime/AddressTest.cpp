// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Address.h"
#include "core/mime/AddressParser.h"

#include <gtest/gtest.h>

namespace tern::mime {

/// For GoogleTest.
void PrintTo(const Address &value, std::ostream *out)
{
    *out << '{' << value.name.toStdString() << '|' << value.address.toStdString() << '}';
}

namespace {

using List = std::vector<Address>;

Address address(const char *name, const char *spec)
{
    return {QString::fromUtf8(name), QString::fromUtf8(spec)};
}

TEST(Address, ListsAsPeopleTypeThem)
{
    const std::vector<std::pair<const char *, List>> cases{
        {"", {}},
        {"  , ;, ", {}},
        {"a@b.example", {address("", "a@b.example")}},
        {"a@b.example; c@d.example\n", {address("", "a@b.example"), address("", "c@d.example")}},
        {"Maria <m@x.example>,李娜<li@x.example>", {address("Maria", "m@x.example"), address("李娜", "li@x.example")}},
        {"\"Keller, Maria\" <m@x.example>", {address("Keller, Maria", "m@x.example")}},
        {"\"a \\\"b\\\" \\\\ c\" <m@x.example>", {address("a \"b\" \\ c", "m@x.example")}},
        {"m@x.example (Maria (the) first)", {address("Maria (the) first", "m@x.example")}},
        {"Team: a@b.example, c@d.example; e@f.example", {address("", "a@b.example"), address("", "c@d.example"), address("", "e@f.example")}},
        {"Maria m@x.example", {address("Maria", "m@x.example")}},
        {"\"a b\"@x.example, \"c\" <d@x.example>", {address("", "\"a b\"@x.example"), address("c", "d@x.example")}},
        {"just a name", {address("", "just a name")}},
        {"<m@x.example", {address("", "m@x.example")}},
        {"a <b@c.example> <d@e.example>", {address("a", "b@c.example"), address("", "d@e.example")}},
    };
    for (const auto &[text, expected] : cases)
        EXPECT_EQ(parseAddressList(QString::fromUtf8(text)), expected) << text;
}

TEST(Address, HeaderFieldsAreTakenApartBeforeTheyAreDecoded)
{
    // The comma and the angles within the encoded words are part of the name.
    EXPECT_EQ(parseAddresses("=?utf-8?Q?Keller=2C_Maria_=3Cceo=40bank.example=3E?= <m@x.example>"),
              List{address("Keller, Maria <ceo@bank.example>", "m@x.example")});
    EXPECT_EQ(parseAddresses("\"=?utf-8?B?5p2O5aic?=\" <li@x.example>"), List{address("李娜", "li@x.example")});
    EXPECT_EQ(parseAddresses("\"ceo@bank.example\" <evil@x.example>"), List{address("ceo@bank.example", "evil@x.example")});
    EXPECT_EQ(parseAddresses("ceo@bank.example <evil@x.example>"), List{address("ceo@bank.example", "evil@x.example")});
    EXPECT_EQ(parseAddresses("<@relay.example,@other.example:a@x.example>").back().address, QStringLiteral("a@x.example"));
}

TEST(Address, FormattedListsComeBack)
{
    const List list{address("", "a@b.example"), address("Keller, Maria", "m@x.example"), address("张伟", "z@x.example"), address("a \"b\" \\ c", "q@x.example"),
                    address("x <y@z>; (w)", "r@x.example")};
    EXPECT_EQ(parseAddressList(formatAddressList(list)), list);
}

TEST(Address, StrictCheck)
{
    for (const char *good : {"a@b", "a.b+c@d-e.example", "\"a b\"@c.example", "\"a\\\"b\"@c.example", "a@[127.0.0.1]", "a@[IPv6:::1]", "o'neil@x.example", "用户@例子.测试",
                             "a@xn--fsqu00a.example"})
        EXPECT_TRUE(isValidAddrSpec(good)) << good;
    const std::string nul("a\0@b", 4);
    for (const std::string &bad : {std::string(), std::string("a"), std::string("@b"), std::string("a@"), std::string("a b@c"), std::string("a@b c"), std::string("a@b\r\nX"),
                                   std::string("a\n@b"), std::string("\"a\rb\"@c"), nul, std::string("a@b>"), std::string("<a@b"), std::string("a@b..c"), std::string("a@.b"),
                                   std::string("a,b@c"), std::string("a:b@c"), std::string("a\x7F@b"), std::string("\xFF@b"), std::string("\"a@b"), std::string("\"a\"b\"@c"),
                                   std::string(65, 'a') + "@b", "a@" + std::string(256, 'b'), std::string("a@[x;y]"), std::string("\"\\\"@b"), std::string("a@b/c")})
        EXPECT_FALSE(isValidAddrSpec(bad)) << ::testing::PrintToString(bad);
    EXPECT_FALSE(isValidAddrSpec("用户@x.example", false));
    EXPECT_FALSE(isValidAddrSpec("a@例子.测试", false));
}

} // namespace
} // namespace tern::mime
