// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/composer/AttachmentIntake.h"
#include "ui/composer/AttachmentStrip.h"
#include "ui/composer/ComposeText.h"
#include "ui/composer/Composer.h"
#include "ui/composer/ComposerHeader.h"
#include "ui/composer/DraftKeeper.h"
#include "ui/composer/SendMenus.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Buttons.h"

#include <QLabel>
#include <QTimer>

namespace tern::ui {

/// The composer's insides: Composer.cpp builds and fills the window, ComposerSend.cpp is the way out of it.
struct Composer::Private {
    Private(Composer *composer, const WindowContext &windowContext, ComposeSeed start)
        : q(composer), context(windowContext), seed(std::move(start)), keeper(windowContext.engine, [this] { return collect(); })
    {
    }

    void build();
    void fill();
    void connectAll();
    [[nodiscard]] bool settingIs(const QString &key, const QString &value) const;
    [[nodiscard]] store::DraftRecord collect();
    [[nodiscard]] engine::OutgoingMail outgoing();
    void changed();
    void showTitle();
    void showHint();
    void warn(Banner::Kind kind, const QString &text, const QString &details = {});
    void showError(const Error &error);
    FlatButton *ask(const QString &text, const QString &answer);
    bool mayBeSent();
    void sendLater(UnixMillis at);
    void send();
    void deliver();
    void discard();
    void chooseFiles();
    void leave();

    Composer *q;
    WindowContext context;
    ComposeSeed seed;
    DraftKeeper keeper;
    PrimaryButton *sendButton = nullptr;
    SendMenus *sendMenus = nullptr;
    FlatButton *attachButton = nullptr;
    FlatButton *discardButton = nullptr;
    QLabel *state = nullptr;
    ComposerHeader *header = nullptr;
    ComposeText *text = nullptr;
    AttachmentStrip *strip = nullptr;
    AttachmentIntake *intake = nullptr;
    Banner *hint = nullptr;         ///< a forgotten attachment, while writing
    Banner *notice = nullptr;       ///< what stands in the way of sending
    QTimer hintTimer;
    UnixMillis sendAt = 0;          ///< the time that was chosen for sending; 0: now
    bool filling = false;
    bool subjectConfirmed = false;
    bool attachmentConfirmed = false;
    bool sending = false;
    bool leaving = false;
};

} // namespace tern::ui
