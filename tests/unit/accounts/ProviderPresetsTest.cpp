// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/ProviderPresets.h"

#include <gtest/gtest.h>

namespace tern::accounts {
namespace {

using Role = store::MailboxRole;

TEST(ProviderPresets, BuiltInDataIsWhole)
{
    const auto &presets = ProviderPresets::builtIn();
    EXPECT_GE(presets.all().size(), 60U);
    EXPECT_EQ(presets.dated(), QStringLiteral("2026"));
    std::set<std::string> ids;
    for (const ProviderPreset &preset : presets.all()) {
        EXPECT_TRUE(ids.insert(preset.id).second) << preset.id;
        EXPECT_EQ(preset.imap.has_value(), preset.smtp.has_value()) << preset.id;
        if (preset.password != PasswordKind::Password || preset.mustBeEnabled) {
            EXPECT_FALSE(preset.adviceEnglish.isEmpty()) << preset.id;
            EXPECT_FALSE(preset.adviceChinese.isEmpty()) << preset.id;
        }
        EXPECT_TRUE(preset.helpUrl.isEmpty() || preset.helpUrl.startsWith(QStringLiteral("https://"))) << preset.id;
    }
}

TEST(ProviderPresets, TellHowManyConnectionsAnAccountMayHave)
{
    const auto &presets = ProviderPresets::builtIn();
    store::AccountRecord account;
    account.provider = "gmail";
    EXPECT_EQ(connectionsAllowed(presets, account), 15);
    account.provider.clear();
    account.imap.host = "imap.mail.yahoo.com";
    EXPECT_EQ(connectionsAllowed(presets, account), 5) << "settings that were found elsewhere";
    account.imap.host = "imap.example.com";
    EXPECT_EQ(connectionsAllowed(presets, account), 0);
    EXPECT_FALSE(ProviderPresets::parse(R"({"dated": "x", "providers": [{"id": "a", "name": "A", "connections": -1}]})").ok());
}

TEST(ProviderPresets, ChineseProviders)
{
    const auto &presets = ProviderPresets::builtIn();
    struct Row {
        const char *email, *imap, *smtp;
        int smtpPort;
        bool needsId;
    };
    for (const Row &row : {Row{"a@163.com", "imap.163.com", "smtp.163.com", 465, true}, Row{"a@126.com", "imap.126.com", "smtp.126.com", 465, true},
                           Row{"a@Yeah.NET", "imap.yeah.net", "smtp.yeah.net", 465, true}, Row{"a@vip.163.com", "imap.vip.163.com", "smtp.vip.163.com", 465, true},
                           Row{"a@qq.com", "imap.qq.com", "smtp.qq.com", 465, false}, Row{"a@foxmail.com", "imap.qq.com", "smtp.qq.com", 465, false},
                           Row{"a@sina.cn", "imap.sina.cn", "smtp.sina.cn", 465, false}, Row{"a@139.com", "imap.139.com", "smtp.139.com", 465, false}}) {
        const ProviderPreset *preset = presets.forAddress(QString::fromLatin1(row.email));
        ASSERT_NE(preset, nullptr) << row.email;
        EXPECT_EQ(preset->imap->host, row.imap);
        EXPECT_EQ(preset->imap->port, 993);
        EXPECT_EQ(preset->smtp->host, row.smtp);
        EXPECT_EQ(preset->smtp->port, row.smtpPort);
        EXPECT_EQ(preset->needsId, row.needsId) << row.email;
        EXPECT_EQ(preset->password, PasswordKind::AuthorizationCode);
        EXPECT_TRUE(preset->advice(QStringLiteral("zh_CN")).contains(QStringLiteral("授权码")));
        EXPECT_TRUE(preset->advice(QStringLiteral("de_DE")).contains(QStringLiteral("authorization code")));
    }
    EXPECT_EQ(presets.forAddress(QStringLiteral("sender@163.test")), nullptr);
    EXPECT_EQ(presets.forAddress(QStringLiteral("163.com")), nullptr);
}

TEST(ProviderPresets, TheWorld)
{
    const auto &presets = ProviderPresets::builtIn();
    const auto *outlook = presets.forAddress(QStringLiteral("x@hotmail.com"));
    ASSERT_NE(outlook, nullptr);
    EXPECT_EQ(outlook->password, PasswordKind::OAuthOnly);
    EXPECT_EQ(outlook->oauth, "microsoft");
    EXPECT_TRUE(outlook->adviceEnglish.contains(QStringLiteral("browser")));
    const auto *gmail = presets.forAddress(QStringLiteral("x@gmail.com"));
    ASSERT_NE(gmail, nullptr);
    EXPECT_TRUE(gmail->keepsSentCopy);
    EXPECT_EQ(gmail->oauth, "google");
    const auto *icloud = presets.forAddress(QStringLiteral("x@icloud.com"));
    ASSERT_NE(icloud, nullptr);
    EXPECT_EQ(icloud->imapUser, UserForm::Local);
    EXPECT_EQ(icloud->smtpUser, UserForm::Full);
    EXPECT_EQ(icloud->smtp->security, Security::StartTls);
    const auto *tuta = presets.byId("tuta");
    ASSERT_NE(tuta, nullptr);
    EXPECT_FALSE(tuta->imap);
}

TEST(ProviderPresets, KnowsTheMailExchangersOfOwnDomains)
{
    const auto &presets = ProviderPresets::builtIn();
    struct Row {
        const char *host, *id;
    };
    for (const Row &row : {Row{"mxbiz1.qq.com", "exmail"}, Row{"mx3.qq.com", ""}, Row{"mxn.mxhichina.com", "aliyun-qiye"}, Row{"qiye163mx01.mxmail.netease.com", "netease-qiye"},
                           Row{"alt1.aspmx.l.google.com", "gmail"}, Row{"example-org.mail.protection.outlook.com", "microsoft365"}, Row{"in1-smtp.messagingengine.com", "fastmail"},
                           Row{"aspmx.l.google.com.evil.net", ""}, Row{"notmessagingengine.com", ""}, Row{"mx01.mail.icloud.com", "icloud"}, Row{"mail.tutanota.de", "tuta"}}) {
        const ProviderPreset *preset = presets.byMailExchanger(row.host);
        EXPECT_EQ(preset ? preset->id : "", row.id) << row.host;
    }
    EXPECT_EQ(presets.byImapServer("imap.exmail.qq.com")->id, "exmail");
    EXPECT_EQ(presets.byImapServer("127.0.0.1"), nullptr);
}

TEST(ProviderPresets, RolesOfNames)
{
    const auto &presets = ProviderPresets::builtIn();
    struct Row {
        const char16_t *name;
        Role role;
    };
    for (const Row &row : {Row{u"已发送", Role::Sent}, Row{u"已发送邮件", Role::Sent}, Row{u"[Gmail]/已发邮件", Role::Sent}, Row{u"已删除", Role::Trash},
                           Row{u"已删除邮件", Role::Trash}, Row{u"垃圾邮件", Role::Junk}, Row{u"垃圾箱", Role::Junk}, Row{u"草稿箱", Role::Drafts},
                           Row{u"草稿", Role::Drafts}, Row{u"草稿夹", Role::Drafts}, Row{u"[Gmail]/所有邮件", Role::All}, Row{u"Sent Messages", Role::Sent},
                           Row{u"deleted messages", Role::Trash}, Row{u"JUNK", Role::Junk}, Row{u"Archive", Role::Archive}, Row{u"病毒文件夹", Role::None},
                           Row{u"广告邮件", Role::None}, Row{u"订阅邮件", Role::None}, Row{u"其他文件夹", Role::None}, Row{u"工作", Role::None}}) {
        EXPECT_EQ(presets.roleOfName(QString::fromUtf16(row.name)), row.role) << QString::fromUtf16(row.name).toStdString();
    }
}

TEST(ProviderPresets, NoNameOfSentIsTrash)
{
    // Public tables map trash to these two, which are Sent.
    const auto &presets = ProviderPresets::builtIn();
    for (const char16_t *name : {u"已发送", u"已发送邮件", u"Sent", u"Sent Items"})
        EXPECT_NE(presets.roleOfName(QString::fromUtf16(name)), Role::Trash);
}

TEST(ProviderPresets, BrokenDataIsRefused)
{
    for (const char *json : {"", "[]", R"({"providers":[{"id":"x"}]})", R"({"providers":[{"id":"x","name":"X","imap":{"host":"h","port":0,"security":"tls"}}]})",
                             R"({"providers":[{"id":"x","name":"X","imap":{"host":"h","port":1,"security":"ssl"}}]})",
                             R"({"providers":[{"id":"x","name":"X","domains":["a.b"]},{"id":"y","name":"Y","domains":["a.b"]}]})",
                             R"({"folder_names":{"sent":["&bad"]}})", R"({"folder_names":{"sent":["A"],"trash":["a"]}})"}) {
        const auto parsed = ProviderPresets::parse(QByteArray(json));
        ASSERT_FALSE(parsed.ok()) << json;
        EXPECT_EQ(parsed.error().kind, ErrorKind::InvalidInput);
    }
}

} // namespace
} // namespace tern::accounts
