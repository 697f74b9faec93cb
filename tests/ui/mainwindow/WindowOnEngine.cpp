// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/mainwindow/WindowOnEngine.h"

#include "core/crypto/SecretStore.h"
#include "tests/support/ui_fakes/Pictures.h"
#include "ui/mainwindow/Sidebar.h"
#include "ui/reader/ReaderPane.h"

#include <QApplication>
#include <QInputMethodEvent>
#include <QTest>

#include <stdexcept>

namespace tern::test {

WindowOnEngine::WindowOnEngine(int inArchive, const std::function<void(MailProfile &)> &prepare)
{
    profile.fill();
    if (inArchive > 0)
        profile.fillArchive(inArchive);
    if (prepare)
        prepare(profile);
    profile.closeStore();
    theme.setMode(ui::Theme::Mode::Light);
    engine::EngineOptions options;
    options.profile = profile.path().toStdString();
    options.syncAutomatically = false;
    options.picturesFromAnywhere = true;
    options.secrets = std::make_shared<crypto::SessionSecretStore>();
    auto opened = engine::Engine::open(std::move(options));
    if (!opened)
        throw std::runtime_error(opened.error().toString());
    engine = std::move(opened).value();
    engine->setObserver(&bridge);
    reader = std::move(engine->openReader()).value();
    thread = std::make_unique<ui::ReaderThread>([this] { return engine->openReader(); });
    window = std::make_unique<ui::MainWindow>(ui::WindowContext{*engine, bridge, *reader, theme}, *thread);
    window->show();
    window->activateWindow();
    settle();
    window->list().view().setFocus();
}

WindowOnEngine::~WindowOnEngine()
{
    window.reset();
    thread.reset();
    reader.reset();
    engine->stop();
    engine->setObserver(nullptr);
}

QStringList WindowOnEngine::subjects()
{
    QStringList list;
    for (int row = 0; row < window->messages().rowCount(); ++row)
        list << window->messages().index(row).data().toString();
    return list;
}

bool WindowOnEngine::listIs(const QStringList &wanted)
{
    return waitFor([&] { return subjects() == wanted; });
}

void WindowOnEngine::choose(MailboxId mailbox)
{
    window->sidebar().folders().setCurrentIndex(window->folders().indexOf(mailbox));
    waitFor([this] { return window->messages().isComplete(); });
    window->list().view().setFocus();
}

void WindowOnEngine::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QWidget *focus = QApplication::focusWidget();
    QTest::keyClick(focus ? focus : window.get(), key, modifiers);
    settle();
}

void WindowOnEngine::type(const QString &keys)
{
    for (const QChar key : keys) {
        QWidget *focus = QApplication::focusWidget() ? QApplication::focusWidget() : window.get();
        if (key.unicode() < 0x80) {
            QTest::keyClick(focus, key.toLatin1());
        } else {
            // As an input method hands over what was chosen.
            QInputMethodEvent chosen;
            chosen.setCommitString(key);
            QApplication::sendEvent(focus, &chosen);
        }
        settle();
    }
}

QString WindowOnEngine::openSubject()
{
    const auto row = reader->row(window->reader().placement());
    return row && *row ? (*row)->subject : QString();
}

int WindowOnEngine::rowsIn(MailboxId mailbox)
{
    return reader->count({.scope = store::InMailbox{mailbox}}).valueOr(-1);
}

} // namespace tern::test
