// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/FileSecretStore.h"

#include <QTemporaryDir>

#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace tern::crypto {
namespace {

class FileSecretStoreTest : public ::testing::Test {
protected:
    [[nodiscard]] std::string bytes() const
    {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void overwrite(const std::string &with) const { std::ofstream(file, std::ios::binary | std::ios::trunc) << with; }

    QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(QStringLiteral("secrets")).toStdString();
    const AccountId account{7};
    const Secret passphrase{"correct horse 电池"};
};

TEST_F(FileSecretStoreTest, ComesBackWithThePassphraseAlone)
{
    {
        FileSecretStore store(file);
        EXPECT_FALSE(store.exists());
        EXPECT_FALSE(store.isLasting());
        ASSERT_TRUE(store.unlock(passphrase).ok());
        EXPECT_TRUE(store.isLasting());
        ASSERT_TRUE(store.set(account, SecretPurpose::ImapPassword, Secret("hunter2\n3 4\n")).ok());
        ASSERT_TRUE(store.set(account, SecretPurpose::OAuthRefreshToken, Secret("token")).ok());
        ASSERT_TRUE(store.set(AccountId{8}, SecretPurpose::ImapPassword, Secret("other")).ok());
        ASSERT_TRUE(store.remove(AccountId{8}, SecretPurpose::ImapPassword).ok());
    }
    EXPECT_EQ(bytes().find("hunter2"), std::string::npos);
    EXPECT_EQ(bytes().find("token"), std::string::npos);
    struct stat info {};
    ASSERT_EQ(::stat(file.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0600U);

    FileSecretStore again(file);
    EXPECT_TRUE(again.exists());
    const auto locked = again.get(account, SecretPurpose::ImapPassword);
    EXPECT_EQ(locked.error().kind, ErrorKind::PasswordNeeded);
    EXPECT_EQ(locked.error().where, FileSecretStore::kLocked);
    EXPECT_FALSE(again.set(account, SecretPurpose::ImapPassword, Secret("x")).ok());
    EXPECT_EQ(again.unlock(Secret("wrong")).error().kind, ErrorKind::AuthenticationFailed);
    EXPECT_FALSE(again.isUnlocked());
    EXPECT_EQ(again.unlock(Secret()).error().kind, ErrorKind::InvalidInput);
    ASSERT_TRUE(again.unlock(passphrase).ok());
    EXPECT_EQ(again.get(account, SecretPurpose::ImapPassword)->reveal(), "hunter2\n3 4\n");
    EXPECT_EQ(again.get(account, SecretPurpose::OAuthRefreshToken)->reveal(), "token");
    EXPECT_EQ(again.get(AccountId{8}, SecretPurpose::ImapPassword).error().kind, ErrorKind::PasswordNeeded);
}

TEST_F(FileSecretStoreTest, AnyChangedByteIsNoticed)
{
    {
        FileSecretStore store(file);
        ASSERT_TRUE(store.unlock(passphrase).ok());
        ASSERT_TRUE(store.set(account, SecretPurpose::ImapPassword, Secret("hunter2")).ok());
    }
    const std::string good = bytes();
    // A byte of the magic, the salt, the text and the tag.
    for (const std::size_t at : {std::size_t{0}, std::size_t{16}, std::size_t{44}, good.size() - 1}) {
        std::string changed = good;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        overwrite(changed);
        EXPECT_FALSE(FileSecretStore(file).unlock(passphrase).ok()) << at;
    }
    for (const std::size_t length : {std::size_t{1}, std::size_t{40}}) {
        overwrite(good.substr(0, length));
        EXPECT_FALSE(FileSecretStore(file).unlock(passphrase).ok()) << length;
    }
    overwrite(good);
    EXPECT_TRUE(FileSecretStore(file).unlock(passphrase).ok());
}

TEST_F(FileSecretStoreTest, NoNonceIsUsedTwice)
{
    FileSecretStore store(file);
    ASSERT_TRUE(store.unlock(passphrase).ok());
    std::set<std::string> nonces;
    for (int i = 0; i < 20; ++i) {
        ASSERT_TRUE(store.set(account, SecretPurpose::ImapPassword, Secret("same")).ok());
        nonces.insert(bytes().substr(31, 12));
    }
    EXPECT_EQ(nonces.size(), 20U);
}

TEST_F(FileSecretStoreTest, WhatCannotBeWrittenIsNotKept)
{
    FileSecretStore store(std::filesystem::path(folder.filePath(QStringLiteral("nowhere/secrets")).toStdString()));
    EXPECT_FALSE(store.unlock(passphrase).ok());
    EXPECT_FALSE(store.isUnlocked());
}

} // namespace
} // namespace tern::crypto
